package io.github.camelplivo.mdr.docs;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

import org.w3c.dom.Element;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** An example can be copied alone, so its pom repeats the versions of others. They must not drift apart. */
class CopiesTest {

    private static final Path ROOT = Path.of("..");

    @Test
    void everyPomHasTheSameVersionOfAPlugin() throws Exception {
        TreeMap<String, Set<String>> versions = new TreeMap<>();
        List<Path> poms = files("/pom.xml");
        for (Path pom : poms) {
            plugins(Poms.project(pom)).filter(plugin -> !Poms.text(plugin, "version").startsWith("${"))
                    .filter(plugin -> !Poms.text(plugin, "version").isEmpty())
                    .forEach(plugin -> versions.computeIfAbsent(Poms.text(plugin, "artifactId"), name -> new TreeSet<>())
                            .add(Poms.text(plugin, "version")));
        }

        assertThat(poms).hasSizeGreaterThan(10);
        assertThat(versions).containsKeys("maven-compiler-plugin", "exec-maven-plugin").hasSizeGreaterThan(10)
                .allSatisfy((plugin, found) -> assertThat(found).hasSize(1));
    }

    private static Stream<Element> plugins(Element element) {
        return Poms.children(element).stream().flatMap(
                child -> child.getTagName().equals("plugin") ? Stream.of(child) : plugins(child));
    }

    private static List<Path> files(String end) throws Exception {
        try (Stream<Path> files = Files.walk(ROOT, 12)) {
            return files.map(Path::normalize).filter(file -> !file.toString().contains("/target/"))
                    .filter(file -> file.toString().endsWith(end)).sorted().toList();
        }
    }
}
