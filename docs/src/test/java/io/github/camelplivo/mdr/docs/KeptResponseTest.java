package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.PlivoMdrComponent;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import org.apache.camel.RoutesBuilder;
import org.apache.camel.builder.NotifyBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The routes of errors.md keep a response that is not a page, unchanged and readable only by the owner. */
@DisabledOnOs(OS.WINDOWS)
class KeptResponseTest {

    private static final String AUTH_ID = "MAXXXXXXXXXXXXXXXXXX";
    private static final String PAGE = "<html><title>Welcome</title>\u00fc</html>";

    @TempDir
    Path folder;

    static Stream<Snippet> routes() throws IOException {
        return Snippet.all().stream()
                .filter(snippet -> snippet.page().equals("errors.md") && snippet.text().contains("rawBody"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void isKeptUnchanged(Snippet route) throws Exception {
        try (PlivoSimulator plivo
                = PlivoSimulator.builder().account(new SimulatedAccount(AUTH_ID, "secret", 1)).unlimited().start();
             DefaultCamelContext camel = new DefaultCamelContext()) {
            plivo.faults().always(Fault.status(200, "text/html", PAGE));
            PlivoMdrComponent component = camel.getComponent("plivo-mdr", PlivoMdrComponent.class);
            component.getConfiguration().setAuthToken("secret");
            component.getConfiguration().setListRequestsPerMinute(1_000_000);
            component.getConfiguration().setBaseUrl(plivo.baseUrl().toString());
            Properties properties = new Properties();
            properties.putAll(Map.of("plivo.auth-id", AUTH_ID));
            camel.getPropertiesComponent().setInitialProperties(properties);
            NotifyBuilder handled = new NotifyBuilder(camel).whenDone(1).create();
            load(camel, new Snippet(
                    route.page(), route.section(), route.number(), route.language(),
                    route.text().replace("data/", folder + "/data/")));
            camel.start();

            assertThat(handled.matches(30, TimeUnit.SECONDS)).isTrue();
        }

        Path response = folder.resolve("data/answers/last-answer");
        assertThat(response).hasContent(PAGE);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(response))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(response.getParent()))).isEqualTo("rwx------");
    }

    private void load(DefaultCamelContext camel, Snippet route) throws Exception {
        if (route.language().equals("java")) {
            camel.addRoutes(
                    (RoutesBuilder) new JavaSnippets(Files.createDirectory(folder.resolve("classes")))
                            .routes(route, getClass().getClassLoader()));
        } else {
            PluginHelper.getRoutesLoader(camel)
                    .loadRoutes(ResourceHelper.fromString("route." + route.language(), route.text()));
        }
    }
}
