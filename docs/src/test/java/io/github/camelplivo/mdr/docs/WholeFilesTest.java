package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Files that a page shows in full equal those that the build compiles and tests. */
class WholeFilesTest {

    private static final Path ROOT = Snippet.DOCS.getParent();
    private static final Path EXAMPLE = ROOT.resolve("examples/spring-boot-kafka/src");
    /** With Camel's test support here, with Spring Boot in the starter, with Kafka in the example. */
    private static final List<Path> FOLDERS = List.of(
            Snippet.DOCS.resolve("src/test/java"), ROOT.resolve("camel-plivo-mdr/spring-boot-starter/src/test/java"),
            EXAMPLE.resolve("main/java"), EXAMPLE.resolve("test/java"));
    private static final String PACKAGE = "package com.acme;";

    @Test
    void equalThoseOfTheBuild() throws IOException {
        List<String> shown = Snippet.all().stream().filter(Snippet::isFile).map(Snippet::text).toList();

        assertThat(built()).containsAll(shown);
        assertThat(shown).filteredOn(text -> text.contains("@Test")).hasSize(5);
        assertThat(shown).filteredOn(text -> text.contains("RouteBuilder {")).hasSize(3);
    }

    /** A reader who copies the properties has those with which the example's tests run. */
    @Test
    void propertiesOfSpringBootEqualThoseOfTheExample() throws IOException {
        String properties = Files.readString(EXAMPLE.resolve("main/resources/application.properties"));

        assertThat(properties).isEqualTo(Snippet.of("spring-boot.md", "Kafka", "properties").get(0).text() + "\n"
                                         + Snippet.of("spring-boot.md", "Health", "properties").get(0).text());
    }

    /** They reduce the log of the example's tests. */
    @Test
    void propertiesOfTheTestsAreThoseOfTheExample() throws IOException {
        assertThat(EXAMPLE.resolve("test/resources/config/application.properties"))
                .hasContent(Snippet.of("testing.md", "With Kafka", "properties").get(0).text());
    }

    private static List<String> built() throws IOException {
        List<String> built = new ArrayList<>();
        for (Path folder : FOLDERS) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file : files.filter(file -> file.toString().endsWith(".java")).toList()) {
                    built.add(Files.readString(file).replaceFirst("package .*;", PACKAGE));
                }
            }
        }
        return built;
    }
}
