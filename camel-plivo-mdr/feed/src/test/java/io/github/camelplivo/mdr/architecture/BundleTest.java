package io.github.camelplivo.mdr.architecture;

import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.support.BundleManifest;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The manifest of the jar, which an OSGi container reads. */
class BundleTest {

    private static final String[] API = {
            "io.github.camelplivo.mdr.client", "io.github.camelplivo.mdr.feed", "io.github.camelplivo.mdr.model" };
    private static final String INTERNAL = "x-internal:=true";

    private final BundleManifest manifest = BundleManifest.of(Feed.class);

    /** Only the other bundles of this project use the other packages. */
    @Test
    void exportsThePackagesOfTheApi() {
        assertThat(manifest.attributes().getValue("Bundle-SymbolicName")).isEqualTo("plivo-mdr-feed");
        assertThat(manifest.clauses("Export-Package")).allSatisfy((name, attributes) -> {
            assertThat(attributes).as(name).matches(";version=\"\\d+\\.\\d+\\.\\d+\".*|.*;version=\"\\d+\\.\\d+\\.\\d+\"");
            if (!attributes.contains(INTERNAL)) {
                assertThat(name).isIn((Object[]) API);
            }
        }).containsKeys(API);
    }

    @Test
    void importsNeitherCamelNorItself() {
        assertThat(manifest.clauses("Import-Package").keySet())
                .noneMatch(name -> name.startsWith("org.apache.camel") || name.startsWith("io.github.camelplivo"));
    }

    /**
     * Karaf's {@code wrap:} turns plain jars into bundles that export their packages without a version. With a version
     * range, the feed would not resolve with camel-karaf's HttpClient.
     */
    @Test
    void acceptsWrappedBundlesWithoutAVersion() {
        assertThat(manifest.clauses("Import-Package")).allSatisfy((name, attributes) -> {
            if (name.startsWith("org.apache.hc")) {
                assertThat(attributes).as(name).isEqualTo(";version=0");
            }
        });
    }

    /** Of camel-karaf 4.14, whose feature camel-core has it, and later ones. */
    @Test
    void importsTheHashFromVersion119() {
        assertThat(manifest.clauses("Import-Package"))
                .containsEntry("org.apache.commons.codec.digest", ";version=\"[1.19,2)\"");
    }

    /** Annotations for the compiler: a container need not have them. */
    @Test
    void importsNoAnnotationsForTheCompiler() {
        assertThat(manifest.clauses("Import-Package").keySet()).noneMatch(name -> name.startsWith("org.jspecify"));
    }

    /** Otherwise two builds of one commit would differ. */
    @Test
    void revealsNothingAboutTheBuild() {
        assertThat(manifest.attributes().keySet().stream().map(Object::toString))
                .doesNotContain("Bnd-LastModified", "Build-Jdk", "Built-By", "Created-By", "Tool");
    }
}
