package io.github.camelplivo.mdr.docs;

import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.util.Properties;

import io.github.camelplivo.mdr.PlivoMdrComponent;
import org.apache.camel.catalog.CamelCatalog;
import org.apache.camel.catalog.DefaultCamelCatalog;
import org.apache.camel.catalog.EndpointValidationResult;
import org.apache.camel.catalog.RuntimeCamelCatalog;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Tools find the component's options, as reference.md says. */
class CatalogTest {

    private final CamelCatalog catalog = new DefaultCamelCatalog();

    /** By the name of the class alone, because the catalog file is beside the class. */
    @Test
    void theCatalogFindsTheOptionsByTheComponentsClass() {
        catalog.addComponent("plivo-mdr", PlivoMdrComponent.class.getName());

        assertThat(catalog.componentJSonSchema("plivo-mdr")).contains("\"watermarkFile\"", "\"camel-plivo-mdr\"");
        assertThat(catalog.validateEndpointProperties("plivo-mdr:MAXXXXXXXXXXXXXXXXXX?delay=5s&limit=20").isSuccess()).isTrue();
        EndpointValidationResult wrong
                = catalog.validateEndpointProperties("plivo-mdr:MAXXXXXXXXXXXXXXXXXX?limit=many&watermrkFile=x");
        assertThat(wrong.getUnknown()).containsExactly("watermrkFile");
        assertThat(wrong.getInvalidInteger()).containsOnlyKeys("limit");
    }

    @Test
    void aRunningContextKnowsThemToo() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            RuntimeCamelCatalog runtime = PluginHelper.getRuntimeCamelCatalog(context);

            assertThat(runtime.componentJSonSchema("plivo-mdr"))
                    .isEqualTo(resource("META-INF/io/github/camelplivo/mdr/plivo-mdr.json"));
        }
    }

    @Test
    void bothPlacesHoldTheSame() throws Exception {
        assertThat(resource("io/github/camelplivo/mdr/plivo-mdr.json"))
                .isEqualTo(resource("META-INF/io/github/camelplivo/mdr/plivo-mdr.json"));
    }

    /** IDE plugins read this file in the jars of a project. */
    @Test
    void theJarNamesItsComponents() throws Exception {
        Properties properties = new Properties();
        URL jar = PlivoMdrComponent.class.getProtectionDomain().getCodeSource().getLocation();
        try (URLClassLoader alone = new URLClassLoader(new URL[] { jar }, null);
             InputStream file = alone.getResourceAsStream("META-INF/services/org/apache/camel/component.properties")) {
            properties.load(file);
        }
        assertThat(properties).containsEntry("components", "plivo-mdr").containsEntry("artifactId", "camel-plivo-mdr");
    }

    private static String resource(String name) throws Exception {
        try (InputStream file = PlivoMdrComponent.class.getClassLoader().getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
