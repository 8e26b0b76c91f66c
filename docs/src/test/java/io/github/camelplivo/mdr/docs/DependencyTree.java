package io.github.camelplivo.mdr.docs;

import java.io.File;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** Finds the jars of a project that depends on only some of this module's artifacts. Maven writes the tree. */
final class DependencyTree {

    /** The modules of artifacts of this build, which have no jar yet. */
    private static final Map<String, String> MODULES = Map.of("camel-plivo-mdr", "component",
            "camel-plivo-mdr-kamelets", "kamelets", "camel-plivo-mdr-starter", "spring-boot-starter", "plivo-mdr-feed", "feed");

    private final Map<String, Set<String>> children = new HashMap<>();
    private final Map<String, String> versions = new HashMap<>();

    DependencyTree() throws IOException {
        add(new ObjectMapper().readTree(Snippet.DOCS.resolve("target/dependencies.json").toFile()));
    }

    private void add(JsonNode artifact) {
        String name = artifact.get("artifactId").asText();
        versions.putIfAbsent(name, artifact.get("version").asText());
        for (JsonNode child : artifact.path("children")) {
            children.computeIfAbsent(name, key -> new LinkedHashSet<>()).add(child.get("artifactId").asText());
            add(child);
        }
    }

    Set<String> artifacts() {
        return versions.keySet();
    }

    /** The jars, and folders of classes, of these artifacts and of what they depend on. */
    List<URL> jars(Collection<String> artifacts) throws MalformedURLException {
        Set<String> needed = new LinkedHashSet<>();
        Deque<String> pending = new ArrayDeque<>(artifacts);
        while (!pending.isEmpty()) {
            String artifact = pending.pop();
            if (needed.add(artifact)) {
                pending.addAll(children.getOrDefault(artifact, Set.of()));
            }
        }
        List<URL> jars = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
            if (needed.stream().anyMatch(artifact -> isOf(artifact, entry))) {
                jars.add(new File(entry).toURI().toURL());
            }
        }
        return jars;
    }

    private boolean isOf(String artifact, String entry) {
        return new File(entry).getName().startsWith(artifact + "-" + versions.get(artifact))
                || MODULES.containsKey(artifact)
                        && entry.endsWith(String.join(File.separator, "", MODULES.get(artifact), "target", "classes"));
    }
}
