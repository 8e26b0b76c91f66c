package io.github.camelplivo.mdr;

import java.io.File;
import java.io.IOException;
import java.util.Map;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.support.BundleManifest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The manifest of the jar, which an OSGi container reads. */
class BundleTest {

    private final BundleManifest manifest = BundleManifest.of(PlivoMdrComponent.class);

    @Test
    void isABundle() {
        assertThat(manifest.attributes().getValue("Bundle-SymbolicName")).isEqualTo("camel-plivo-mdr");
        assertThat(manifest.attributes().getValue("Require-Capability")).contains("(osgi.ee=JavaSE)(version=17)");
    }

    /** Packages that are not exported are not API. */
    @Test
    void exportsThePackagesOfTheApi() {
        Map<String, String> exports = manifest.clauses("Export-Package");

        assertThat(exports.keySet()).containsExactly("io.github.camelplivo.mdr");
        assertThat(exports.values()).allMatch(attributes -> attributes.matches(";version=\"\\d+\\.\\d+\\.\\d+\".*"));
    }

    @Test
    void importsCamelFromVersion414() {
        Map<String, String> imports = manifest.clauses("Import-Package");

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
        Map<String, String> imports = manifest.clauses("Import-Package");

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
        assertThat(manifest.clauses("Import-Package")).allSatisfy((name, attributes) -> {
            if (name.startsWith("org.apache.hc")) {
                assertThat(attributes).as(name).isEqualTo(";version=0");
            }
        });
    }

    /** Annotations for the compiler: a container need not have them. */
    @Test
    void importsNoAnnotationsForTheCompiler() {
        assertThat(manifest.clauses("Import-Package").keySet()).noneMatch(name -> name.startsWith("org.jspecify"));
    }

    /** Classes of another version of the feed would not fit: its packages are not stable before 1.0. */
    @Test
    void importsTheFeedOfItsOwnVersion() {
        assertThat(manifest.clauses("Import-Package")).allSatisfy((name, attributes) -> {
            if (name.startsWith("io.github.camelplivo")) {
                assertThat(attributes).as(name).isEqualTo(";version=\"[0.1,0.2)\"");
            }
        }).containsKey("io.github.camelplivo.mdr.feed").doesNotContainKey("io.github.camelplivo.mdr");
    }

    /** Otherwise two builds of one commit would differ. */
    @Test
    void revealsNothingAboutTheBuild() {
        assertThat(manifest.attributes().keySet().stream().map(Object::toString))
                .doesNotContain("Bnd-LastModified", "Build-Jdk", "Built-By", "Created-By", "Tool");
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
}
