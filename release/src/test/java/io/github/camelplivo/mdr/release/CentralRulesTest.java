package io.github.camelplivo.mdr.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.w3c.dom.Element;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The bundle keeps the rules of Maven Central, and some of ours. */
class CentralRulesTest {

    private static final Bundle BUNDLE = Bundle.built();
    private static final String GROUP = "io.github.camelplivo";
    private static final String BOM = "plivo-mdr-bom";

    static List<String> artifacts() throws IOException {
        return BUNDLE.artifacts();
    }

    static Stream<String> jars() throws IOException {
        return artifacts().stream().filter(artifact -> !artifact.equals(BOM));
    }

    /** No parent, no test, no example, and no second version. */
    @Test
    void holdsTheBomAndAllThatItManagesInOneVersion() throws Exception {
        Set<String> managed = new TreeSet<>(Set.of(BOM));
        Element bom = Bundle.children(BUNDLE.pom(BOM), "dependencyManagement").findFirst().orElseThrow();
        Bundle.children(Bundle.children(bom, "dependencies").findFirst().orElseThrow(), "dependency")
                .forEach(artifact -> managed.add(Bundle.text(artifact, "artifactId")));

        assertThat(BUNDLE.artifacts()).containsExactlyElementsOf(managed).hasSize(8);
        for (String artifact : artifacts()) {
            assertThat(BUNDLE.versions(artifact)).as(artifact).containsExactly(Bundle.VERSION);
        }
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void aPomIsCompleteAndHasNoParent(String artifact) throws Exception {
        Element pom = BUNDLE.pom(artifact);

        for (String[] path : new String[][] {
                { "groupId" }, { "artifactId" }, { "version" }, { "name" }, { "description" }, { "url" },
                { "licenses", "license", "name" }, { "licenses", "license", "url" }, { "developers", "developer", "name" },
                { "scm", "connection" }, { "scm", "developerConnection" }, { "scm", "url" } }) {
            assertThat(Bundle.text(pom, path)).as(String.join("/", path)).isNotEmpty();
        }
        assertThat(Bundle.text(pom, "scm", "url")).isEqualTo(Bundle.text(pom, "url"));
        assertThat(Stream.of("parent", "build", "profiles", "repositories", "properties")
                .filter(part -> Bundle.children(pom, part).findAny().isPresent())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void aDependencyHasAReleasedVersionAndNoTestScope(String artifact) throws Exception {
        for (Element dependency : dependencies(artifact)) {
            assertThat(Bundle.text(dependency, "scope")).as(Bundle.text(dependency, "artifactId")).isNotEqualTo("test");
            if (Bundle.text(dependency, "groupId").equals(GROUP)) {
                assertThat(Bundle.text(dependency, "version")).isEqualTo(Bundle.VERSION);
            } else {
                assertThat(Bundle.text(dependency, "version")).matches("\\d[\\w.-]*").doesNotContain("SNAPSHOT");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void noTextNamesTheMachine(String artifact) throws IOException {
        for (String end : artifact.equals(BOM) ? List.of(".pom") : List.of(".pom", "-cyclonedx.json")) {
            assertThat(BUNDLE.file(artifact, end)).content().doesNotContain(Bundle.ROOT.toString());
        }
    }

    @ParameterizedTest
    @MethodSource("artifacts")
    void aFileHasItsChecksumsAndWithAKeyItsSignature(String artifact) throws Exception {
        assertThat(BUNDLE.files(artifact)).isNotEmpty();
        for (Path file : BUNDLE.files(artifact)) {
            for (Map.Entry<String, String> sum : Map.of("md5", "MD5", "sha1", "SHA-1").entrySet()) {
                assertThat(beside(file, sum.getKey())).hasContent(hash(file, sum.getValue()));
            }
            if (!System.getProperty("release.signed", "").isEmpty()) {
                assertThat(beside(file, "asc")).content().startsWith("-----BEGIN PGP SIGNATURE-----");
            }
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void aJarHasSourcesJavadocAndABillOfMaterials(String artifact) throws Exception {
        Set<String> classes = entries(BUNDLE.file(artifact, ".jar"));
        Set<String> sources = entries(BUNDLE.file(artifact, "-sources.jar"));
        Set<String> javadoc = entries(BUNDLE.file(artifact, "-javadoc.jar"));

        assertThat(classes.stream().filter(name -> name.endsWith(".class") && !name.contains("$"))
                .map(name -> name.replaceFirst("class$", "java"))).isSubsetOf(sources);
        assertThat(javadoc.contains("index.html")).isEqualTo(classes.stream().anyMatch(name -> name.endsWith(".class")));
        String components = Files.readString(BUNDLE.file(artifact, "-cyclonedx.json"));
        for (Element dependency : dependencies(artifact)) {
            assertThat(components).contains("pkg:maven/" + Bundle.text(dependency, "groupId") + "/"
                                            + Bundle.text(dependency, "artifactId") + "@" + Bundle.text(dependency, "version"));
        }
    }

    @ParameterizedTest
    @MethodSource("jars")
    void eachJarHasTheLicenseAndTheMainOneTheLicensesOfOthers(String artifact) throws IOException {
        for (Path jar : BUNDLE.jars(artifact)) {
            if (!Bundle.name(jar).endsWith("-tests.jar")) {
                assertThat(entries(jar)).as(Bundle.name(jar)).contains("META-INF/LICENSE", "META-INF/NOTICE");
            }
        }
        assertThat(entries(BUNDLE.file(artifact, ".jar"))).contains("META-INF/THIRD-PARTY.txt");
    }

    @Test
    void theArchiveForKafkaConnectHasTheLicensesOfItsLibraries() throws IOException {
        assertThat(entries(BUNDLE.file("plivo-mdr-kafka-connect", ".zip")))
                .contains("plivo-mdr-kafka-connect/LICENSE", "plivo-mdr-kafka-connect/NOTICE",
                        "plivo-mdr-kafka-connect/THIRD-PARTY.txt")
                .anyMatch(name -> name.matches("plivo-mdr-kafka-connect/httpclient5-.*\\.jar"));
    }

    @Test
    void noTwoJarsHaveTheSameModuleName() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String artifact : jars().toList()) {
            try (JarFile jar = new JarFile(BUNDLE.file(artifact, ".jar").toFile())) {
                String name = jar.getManifest().getMainAttributes().getValue("Automatic-Module-Name");
                assertThat(name).as(artifact).startsWith(GROUP + ".mdr");
                assertThat(names.add(name)).as(name).isTrue();
            }
        }
    }

    private static List<Element> dependencies(String artifact) throws Exception {
        return Bundle.children(BUNDLE.pom(artifact), "dependencies")
                .flatMap(dependencies -> Bundle.children(dependencies, "dependency")).toList();
    }

    private static Set<String> entries(Path jar) throws IOException {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.stream().map(entry -> entry.getName()).collect(Collectors.toSet());
        }
    }

    private static Path beside(Path file, String end) {
        return file.resolveSibling(Bundle.name(file) + "." + end);
    }

    private static String hash(Path file, String algorithm) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance(algorithm).digest(Files.readAllBytes(file)));
    }
}
