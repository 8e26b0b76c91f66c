package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

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
                Element project = project(module.resolve("pom.xml"));
                if (child(project, "properties").flatMap(properties -> child(properties, "maven.deploy.skip")).isEmpty()) {
                    ships.add(GROUP + ":" + text(project, "artifactId") + ":${project.version}");
                }
            }
        }

        List<String> managed = managed(project(bom())).stream()
                .map(artifact -> text(artifact, "groupId") + ":" + text(artifact, "artifactId") + ":"
                                 + text(artifact, "version"))
                .toList();

        assertThat(managed).containsExactlyInAnyOrderElementsOf(ships);
    }

    /** A parent's managed versions would come with it. */
    @Test
    void hasNoParentAndTheVersionOfTheRest() throws Exception {
        Element bom = project(bom());

        assertThat(child(bom, "parent")).isEmpty();
        assertThat(text(bom, "version")).isEqualTo(text(project(ROOT.resolve("pom.xml")), "version"));
    }

    @ParameterizedTest
    @MethodSource("examples")
    void isWhatAnExampleImports(Path pom) throws Exception {
        assertThat(managed(project(pom)).stream().filter(artifact -> text(artifact, "groupId").equals(GROUP))
                .map(artifact -> text(artifact, "artifactId"))).containsExactly("plivo-mdr-bom");
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

    private static List<Element> managed(Element project) {
        return child(project, "dependencyManagement").flatMap(management -> child(management, "dependencies"))
                .map(BomTest::children).orElse(List.of());
    }

    private static Element project(Path pom) throws Exception {
        try (InputStream xml = Files.newInputStream(pom)) {
            Document document = DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(xml);
            return document.getDocumentElement();
        }
    }

    private static String text(Element element, String child) {
        return child(element, child).map(Node::getTextContent).orElse("");
    }

    private static Optional<Element> child(Element element, String name) {
        return children(element).stream().filter(child -> child.getTagName().equals(name)).findFirst();
    }

    private static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }
}
