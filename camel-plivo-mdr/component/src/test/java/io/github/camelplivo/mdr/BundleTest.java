package io.github.camelplivo.mdr;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The manifest of the jar, which an OSGi container reads. */
class BundleTest {

    private static final Path CLASSES
            = Path.of(PlivoMdrComponent.class.getProtectionDomain().getCodeSource().getLocation().getPath());
    /** A clause of a header: the package, then its directives and attributes, of which some are lists in quotes. */
    private static final Pattern CLAUSE = Pattern.compile("([\\w.]+)((?:;[\\w-]+:?=(?:\"[^\"]*\"|[^,;\"]*))*)(?:,|$)");

    private final Attributes manifest = manifest();

    @Test
    void isABundle() {
        assertThat(manifest.getValue("Bundle-SymbolicName")).isEqualTo("camel-plivo-mdr");
        assertThat(manifest.getValue("Require-Capability")).contains("(osgi.ee=JavaSE)(version=17)");
    }

    /** Packages that are not exported are not API. */
    @Test
    void exportsThePackagesOfTheApi() {
        Map<String, String> exports = clauses("Export-Package");

        assertThat(exports.keySet()).containsExactly("io.github.camelplivo.mdr", "io.github.camelplivo.mdr.client",
                "io.github.camelplivo.mdr.feed", "io.github.camelplivo.mdr.model");
        assertThat(exports.values()).allMatch(attributes -> attributes.matches(";version=\"\\d+\\.\\d+\\.\\d+\".*"));
    }

    @Test
    void importsCamelFromVersion414() {
        Map<String, String> imports = clauses("Import-Package");

        assertThat(imports).containsKeys("org.apache.camel", "org.apache.camel.component.http");
        assertThat(imports).allSatisfy((name, attributes) -> {
            if (name.startsWith("org.apache.camel")) {
                assertThat(attributes).as(name).isEqualTo(";version=\"[4.14,5)\"");
            }
        });
    }

    /** Applications with camel-console, camel-health or Micrometer can use them; none is required. */
    @Test
    void doesWithoutConsoleHealthAndMeters() throws IOException {
        Map<String, String> imports = clauses("Import-Package");

        assertThat(imports.keySet()).doesNotContainAnyElementsOf(packagesOf("camel-console"))
                .doesNotContainAnyElementsOf(packagesOf("camel-health"));
        assertThat(imports).hasEntrySatisfying("io.micrometer.core.instrument",
                attributes -> assertThat(attributes).contains("resolution:=optional"));
        assertThat(imports.values().stream().filter(attributes -> attributes.contains("optional"))).hasSize(1);
    }

    /**
     * Karaf's {@code wrap:} turns plain jars into bundles that export their packages without a version. With a version
     * range, the component would not resolve with camel-karaf's HttpClient.
     */
    @Test
    void acceptsWrappedBundlesWithoutAVersion() {
        assertThat(clauses("Import-Package")).allSatisfy((name, attributes) -> {
            if (name.startsWith("org.apache.hc")) {
                assertThat(attributes).as(name).isEqualTo(";version=0");
            }
        });
    }

    /** Of camel-karaf 4.14, whose feature camel-core has it, and later ones. */
    @Test
    void importsTheHashFromVersion119() {
        assertThat(clauses("Import-Package")).containsEntry("org.apache.commons.codec.digest", ";version=\"[1.19,2)\"");
    }

    /** Annotations for the compiler: a container need not have them. */
    @Test
    void importsNoAnnotationsForTheCompiler() {
        assertThat(clauses("Import-Package").keySet()).noneMatch(name -> name.startsWith("org.jspecify"));
    }

    @Test
    void importsNothingOfItsOwn() {
        assertThat(clauses("Import-Package").keySet()).noneMatch(name -> name.startsWith("io.github.camelplivo"));
    }

    /** Otherwise two builds of one commit would differ. */
    @Test
    void revealsNothingAboutTheBuild() {
        assertThat(manifest.keySet().stream().map(Object::toString))
                .doesNotContain("Bnd-LastModified", "Build-Jdk", "Built-By", "Created-By", "Tool");
    }

    private Map<String, String> clauses(String header) {
        Map<String, String> clauses = new TreeMap<>();
        Matcher clause = CLAUSE.matcher(manifest.getValue(header));
        int end = 0;
        while (clause.find()) {
            assertThat(clause.start()).as("understood up to here").isEqualTo(end);
            clauses.put(clause.group(1), clause.group(2));
            end = clause.end();
        }
        assertThat(end).isEqualTo(manifest.getValue(header).length());
        return clauses;
    }

    private static TreeSet<String> packagesOf(String artifact) throws IOException {
        String path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> new File(entry).getName().startsWith(artifact + "-")).findFirst().orElseThrow();
        try (JarFile jar = new JarFile(path)) {
            TreeSet<String> packages = new TreeSet<>();
            jar.stream().map(entry -> entry.getName()).filter(name -> name.endsWith(".class"))
                    .forEach(name -> packages.add(name.substring(0, name.lastIndexOf('/')).replace('/', '.')));
            return packages;
        }
    }

    private static Attributes manifest() {
        try (InputStream file = Files.newInputStream(CLASSES.resolve(JarFile.MANIFEST_NAME))) {
            return new Manifest(file).getMainAttributes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
