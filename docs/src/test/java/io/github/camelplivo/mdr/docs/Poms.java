package io.github.camelplivo.mdr.docs;

import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

import org.xml.sax.InputSource;

/** Reads poms, whole ones in files and parts of them in pages. */
final class Poms {

    private Poms() {
    }

    static Element project(Path pom) throws Exception {
        return parse(Files.readString(pom));
    }

    /** @return an element around the elements of the block */
    static Element part(Snippet snippet) throws Exception {
        return parse("<part>" + snippet.text() + "</part>");
    }

    static List<Element> managed(Element project) {
        return child(project, "dependencyManagement").map(Poms::dependencies).orElse(List.of());
    }

    static List<Element> dependencies(Element project) {
        return child(project, "dependencies").map(Poms::children).orElse(List.of());
    }

    static String text(Element element, String child) {
        return child(element, child).map(Node::getTextContent).orElse("");
    }

    static Optional<Element> child(Element element, String name) {
        return children(element).stream().filter(child -> child.getTagName().equals(name)).findFirst();
    }

    static List<Element> children(Element element) {
        List<Element> children = new ArrayList<>();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    /** Without comments and layout. */
    static String normalized(Element element) {
        List<Element> children = children(element);
        return element.getTagName() + "=" + (children.isEmpty()
                ? element.getTextContent().strip()
                : children.stream().map(Poms::normalized).collect(Collectors.joining(", ", "{", "}")));
    }

    private static Element parse(String xml) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(new InputSource(new StringReader(xml)))
                .getDocumentElement();
    }
}
