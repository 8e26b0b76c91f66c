package io.github.camelplivo.mdr.docs;

import java.io.Closeable;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/**
 * Camel accepts every route of the pages with all its options, and needs only the component, the runtime and the
 * artifacts that the page names. An artifact {@code camel-x-starter} counts as {@code camel-x}, which it brings.
 */
class DocumentedRoutesTest {

    private static final Pattern NAMED = Pattern.compile(
            "(?:`|<artifactId>)(?:[\\w.]+:)?([a-z][\\w-]*?)(?:(?<!mdr)-starter)?(?:`|</artifactId>)");
    private static final Set<String> MAIN = Set.of("camel-plivo-mdr", "camel-main");
    private static final Set<String> SPRING_BOOT = Set.of("camel-plivo-mdr-starter");

    private static DependencyTree tree;

    @TempDir
    Path folder;

    @BeforeAll
    static void readTree() throws IOException {
        tree = new DependencyTree();
    }

    static Stream<Arguments> pages() throws IOException {
        Stream<Arguments> main = Snippet.all().stream().filter(Snippet::isRoute).map(Snippet::page).distinct()
                .map(page -> arguments(page, MAIN, PageContext.InMain.class.getName()));
        return Stream.concat(main, Stream.of("README.md", "spring-boot.md")
                .map(page -> arguments(page, SPRING_BOOT, PageContext.InSpringBoot.class.getName())));
    }

    /** So a route that starts in Camel Main with the artifacts of its page also starts in Spring Boot with them. */
    @Test
    void theStarterBringsWhatCamelMainBrings() throws Exception {
        assertThat(tree.jars(SPRING_BOOT)).containsAll(tree.jars(MAIN));
    }

    @ParameterizedTest(name = "{0} with {1}")
    @MethodSource("pages")
    void startWithWhatThePageNames(String page, Set<String> runtime, String context) throws Exception {
        Set<String> artifacts = named(page);
        artifacts.addAll(runtime);
        List<URL> jars = new ArrayList<>(tree.jars(artifacts));
        jars.add(PageContext.class.getProtectionDomain().getCodeSource().getLocation());
        List<String> failures = new ArrayList<>();
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            Class<?> type = loader.loadClass(context);
            try (Closeable running = (Closeable) type.getConstructor(Map.class, Path.class, Set.class)
                    .newInstance(properties(page), folder, artifacts)) {
                for (Snippet snippet : Snippet.all()) {
                    if (snippet.isRoute() && snippet.page().equals(page)) {
                        try {
                            Object routes = snippet.language().equals("java")
                                    ? new JavaSnippets(Files.createTempDirectory(folder, "classes")).routes(snippet, loader)
                                    : snippet.text();
                            type.getMethod("load", String.class, Object.class).invoke(running, snippet.language(), routes);
                        } catch (ReflectiveOperationException | LinkageError e) {
                            failures.add(snippet + ": " + innermost(e));
                        }
                    }
                }
            }
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
        assertThat(failures).as("With %s", artifacts).isEmpty();
    }

    /**
     * All properties of the README, but only the routes' properties of other pages, because their beans connect to a
     * broker.
     */
    private Map<String, Object> properties(String page) throws IOException {
        Map<String, Object> properties = new HashMap<>();
        Snippet.properties(Snippet.all().stream().filter(snippet -> snippet.page().equals(page))).forEach((name, value) -> {
            if (page.equals("README.md") || name.toString().startsWith("mdr.")) {
                properties.put(name.toString(), value);
            }
        });
        properties.computeIfPresent("mdr.data", (name, value) -> folder.toString());
        properties.putAll(Map.of("plivo.auth-id", "MAXXXXXXXXXXXXXXXXXX", "plivo.auth-token", "secret",
                "camel.component.plivo-mdr.auth-token", "secret"));
        return properties;
    }

    private static Set<String> named(String page) throws IOException {
        Path file = page.equals("README.md") ? Snippet.DOCS.resolveSibling(page) : Snippet.DOCS.resolve(page);
        Set<String> named = new TreeSet<>();
        NAMED.matcher(Files.readString(file)).results().forEach(name -> named.add(name.group(1)));
        named.retainAll(tree.artifacts());
        // the test selects the runtime; a page names both
        named.removeAll(SPRING_BOOT);
        return named;
    }

    private static Throwable innermost(Throwable e) {
        return e.getCause() == null ? e : innermost(e.getCause());
    }
}
