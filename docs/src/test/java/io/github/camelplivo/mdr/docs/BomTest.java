package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import org.w3c.dom.Element;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The BOM changes no version of a project that imports it, other than those of this project's own artifacts. */
class BomTest {

    private static final Path ROOT = Snippet.DOCS.getParent();
    private static final String GROUP = "io.github.camelplivo";

    static Stream<Path> examples() throws IOException {
        try (Stream<Path> folders = Files.list(ROOT.resolve("examples"))) {
            return folders.map(folder -> folder.resolve("pom.xml")).filter(Files::exists).sorted().toList().stream();
        }
    }

    @Test
    void managesWhatShipsAndNothingElse() throws Exception {
        List<String> ships = new ArrayList<>();
        try (Stream<Path> modules = Files.list(ROOT.resolve("camel-plivo-mdr"))) {
            for (Path module : modules.filter(folder -> !folder.endsWith("bom")).toList()) {
                Element project = Poms.project(module.resolve("pom.xml"));
                if (Poms.child(project, "properties").flatMap(properties -> Poms.child(properties, "maven.deploy.skip"))
                        .isEmpty()) {
                    ships.add(GROUP + ":" + Poms.text(project, "artifactId") + ":${project.version}");
                }
            }
        }

        List<String> managed = Poms.managed(Poms.project(bom())).stream()
                .map(artifact -> Poms.text(artifact, "groupId") + ":" + Poms.text(artifact, "artifactId") + ":"
                                 + Poms.text(artifact, "version"))
                .toList();

        assertThat(managed).containsExactlyInAnyOrderElementsOf(ships);
    }

    /** A parent would add its own managed versions. */
    @Test
    void hasNoParentAndTheVersionOfTheRest() throws Exception {
        Element bom = Poms.project(bom());

        assertThat(Poms.child(bom, "parent")).isEmpty();
        assertThat(Poms.text(bom, "version")).isEqualTo(Poms.text(Poms.project(ROOT.resolve("pom.xml")), "version"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isWhatAnExampleImports(Path pom) throws Exception {
        assertThat(Poms.managed(Poms.project(pom)).stream().filter(artifact -> Poms.text(artifact, "groupId").equals(GROUP))
                .map(artifact -> Poms.text(artifact, "artifactId"))).containsExactly("plivo-mdr-bom");
    }

    @Test
    void isWhatThePagesName() throws Exception {
        try (Stream<Path> files = Files.walk(ROOT, 3)) {
            for (Path page : files.filter(file -> file.toString().endsWith(".md")).toList()) {
                assertThat(page).content().doesNotContain("plivo-mdr-parent");
            }
        }
    }

    private static Path bom() {
        return ROOT.resolve("camel-plivo-mdr/bom/pom.xml");
    }
}
