package io.github.camelplivo.mdr;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;

import io.github.camelplivo.mdr.support.CamelAtPlivo;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.TOKEN;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.uri;
import static org.assertj.core.api.Assertions.assertThat;

/** The output of Camel's own consoles and MBeans, as docs/security.md describes it. */
class TokenInConsolesTest {

    private static final List<String> PROPERTIES = List.of("console properties");
    private static final List<String> ROUTES = List.of(
            "console properties", "console endpoint", "console service", "console route-dump", "console route-structure",
            // since Camel 4.22
            "console processor-detail");
    private static final List<String> LITERALS = Stream.concat(
            ROUTES.stream(), Stream.of("context dumpRoutesAsXml", "routes dumpRouteAsXml")).toList();

    @Test
    void aTokenOnTheComponentIsOnlyAmongTheProperties() throws Exception {
        assertThat(places("")).isSubsetOf(PROPERTIES);
    }

    @Test
    void aPlaceholderInARouteShowsTheTokenInConsolesOnly() throws Exception {
        assertThat(places("authToken={{plivo.auth-token}}")).isSubsetOf(ROUTES);
    }

    @ParameterizedTest
    @ValueSource(strings = { "authToken=" + TOKEN, "authToken=RAW(" + TOKEN + ")" })
    void aTokenInARouteIsInItsDumps(String option) throws Exception {
        assertThat(places(option)).isSubsetOf(LITERALS);
    }

    private static List<String> places(String option) throws Exception {
        try (CamelAtPlivo at = new CamelAtPlivo()) {
            at.camel.setDevConsole(true);
            at.camel.getPropertiesComponent().addInitialProperty("plivo.auth-token", TOKEN);
            at.camel.getPropertiesComponent().addInitialProperty("camel.component.plivo-mdr.auth-token", TOKEN);
            at.add(1, 1);
            at.start(new RouteBuilder() {
                @Override
                public void configure() {
                    from(feed(option)).routeId("feed").to(uri("operation=list" + (option.isEmpty() ? "" : "&" + option)));
                }
            });
            Map<String, String> told = new TreeMap<>();
            DevConsoleRegistry consoles = at.camel.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class);
            consoles.loadDevConsoles();
            // since Camel 4.22: writes the heap, the token too, to a file in the working directory
            consoles.stream().filter(console -> !console.getId().equals("heap-dump")).forEach(console -> {
                for (DevConsole.MediaType type : DevConsole.MediaType.values()) {
                    if (console.supportMediaType(type)) {
                        told.put("console " + console.getId(),
                                told.get("console " + console.getId()) + String.valueOf(console.call(type)));
                    }
                }
            });
            MBeanServer server = at.camel.getManagementStrategy().getManagementAgent().getMBeanServer();
            for (ObjectName name : server.queryNames(new ObjectName("org.apache.camel:context=" + at.camel.getName() + ",*"),
                    null)) {
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
                    try {
                        told.put(name.getKeyProperty("type") + " " + attribute.getName(),
                                name + " " + server.getAttribute(name, attribute.getName()));
                    } catch (Exception e) {
                        told.put(name.getKeyProperty("type") + " " + attribute.getName(), String.valueOf(e));
                    }
                }
                for (String dump : List.of("dumpRoutesAsXml", "dumpRouteAsXml", "dumpRouteAsYaml", "dumpRoutesAsYaml")) {
                    try {
                        told.put(name.getKeyProperty("type") + " " + dump,
                                String.valueOf(server.invoke(name, dump, new Object[0], new String[0])));
                    } catch (Exception e) {
                        // not there
                    }
                }
            }
            assertThat(told).hasSizeGreaterThan(100);
            return told.entrySet().stream().filter(place -> place.getValue().contains(TOKEN)).map(Map.Entry::getKey).toList();
        }
    }
}
