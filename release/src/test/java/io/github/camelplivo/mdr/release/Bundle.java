package io.github.camelplivo.mdr.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import javax.xml.parsers.DocumentBuilderFactory;

import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * What {@code mvn -Prelease deploy} has put into a folder: a Maven repository with one version of each artifact.
 *
 * @param folder the root of the repository
 */
record Bundle(Path folder) {

    static final Path ROOT = Path.of(System.getProperty("release.root"));
    static final String VERSION = System.getProperty("release.version");
    private static final String GROUP = "io/github/camelplivo";

    static Bundle built() {
        return new Bundle(ROOT.resolve("target/bundle"));
    }

    /** @return the names of the artifacts, such as {@code plivo-mdr-feed}, sorted */
    List<String> artifacts() throws IOException {
        return list(folder.resolve(GROUP)).stream().filter(Files::isDirectory).map(Bundle::name).toList();
    }

    List<String> versions(String artifact) throws IOException {
        return list(folder.resolve(GROUP).resolve(artifact)).stream().filter(Files::isDirectory).map(Bundle::name).toList();
    }

    /** @return all files of an artifact without checksums, signatures and metadata, sorted */
    List<Path> files(String artifact) throws IOException {
        return all(artifact).stream().filter(file -> !name(file).matches(".*\\.(sha1|md5|sha256|sha512|asc)"))
                .filter(file -> !name(file).startsWith("maven-metadata")).toList();
    }

    List<Path> jars(String artifact) throws IOException {
        return files(artifact).stream().filter(file -> name(file).endsWith(".jar")).toList();
    }

    /**
     * @param  end such as {@code -sources.jar} or {@code .pom}
     * @return     the file of the artifact whose name is its stem and this end; it may be missing
     */
    Path file(String artifact, String end) throws IOException {
        List<String> poms = all(artifact).stream().map(Bundle::name).filter(name -> name.endsWith(".pom")).toList();
        if (poms.size() != 1) {
            throw new IllegalStateException(
                    poms.size() + " poms of " + artifact + " in " + folder
                                            + ": delete the folder and run mvn -Prelease deploy");
        }
        // a snapshot has a timestamp in place of SNAPSHOT
        return version(artifact).resolve(poms.get(0).replaceFirst("\\.pom$", "") + end);
    }

    Element pom(String artifact) throws Exception {
        return parse(file(artifact, ".pom"));
    }

    static Element parse(Path pom) throws Exception {
        return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(pom.toFile()).getDocumentElement();
    }

    /** @return the text of the element at this path below the given one, or an empty text */
    static String text(Element element, String... path) {
        Element found = element;
        for (String name : path) {
            found = children(found, name).findFirst().orElse(null);
            if (found == null) {
                return "";
            }
        }
        return found.getTextContent().strip();
    }

    static Stream<Element> children(Element element, String name) {
        Stream.Builder<Element> children = Stream.builder();
        for (Node node = element.getFirstChild(); node != null; node = node.getNextSibling()) {
            if (node instanceof Element child && child.getTagName().equals(name)) {
                children.add(child);
            }
        }
        return children.build();
    }

    private List<Path> all(String artifact) throws IOException {
        return list(version(artifact));
    }

    private Path version(String artifact) {
        return folder.resolve(GROUP).resolve(artifact).resolve(VERSION);
    }

    private static List<Path> list(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }

    static String name(Path file) {
        return file.getFileName().toString();
    }
}
