package io.github.camelplivo.mdr;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelplivo.mdr.support.CountingServer;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.PropertiesSource;
import org.apache.camel.support.DefaultContextReloadStrategy;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.AUTH_ID;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.basic;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A vault changes the value of the token, and Camel reloads the context, as docs/security.md says. */
class TokenRotationTest {

    private final Map<String, String> vault = new ConcurrentHashMap<>(Map.of("token", "the-old-token"));
    private final CountingServer server = new CountingServer(head -> CountingServer.EMPTY_PAGE);
    private final DefaultCamelContext camel = new DefaultCamelContext();
    private final DefaultContextReloadStrategy reload = new DefaultContextReloadStrategy();
    private PlivoMdrComponent component;

    @AfterEach
    void close() throws Exception {
        camel.close();
        server.close();
    }

    private void start(String options) throws Exception {
        component = camel.getComponent("plivo-mdr", PlivoMdrComponent.class);
        component.getConfiguration().setBaseUrl(server.url());
        component.getConfiguration().setListRequestsPerMinute(60_000);
        camel.getPropertiesComponent().addPropertiesSource(new PropertiesSource() {
            @Override
            public String getName() {
                return "vault";
            }

            @Override
            public String getProperty(String name) {
                return vault.get(name);
            }
        });
        camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("plivo-mdr:" + AUTH_ID + "?initialDelay=0&delay=50" + options).to("mock:feed");
                from("direct:ask").to("plivo-mdr:" + AUTH_ID + "?operation=list" + options);
            }
        });
        camel.addService(reload);
        camel.start();
    }

    @ParameterizedTest
    @CsvSource({ "{{token}},the-new-token", "RAW({{token}}),the+new&token=%41" })
    void anEndpointWithAPlaceholderFollowsAReload(String option, String token) throws Exception {
        start("&authToken=" + option);
        await().until(() -> requests() > 0);

        vault.put("token", token);
        reload.onReload(this);
        assertThat(reload.getLastError()).isNull();
        server.heads.clear();
        assertThat(ask().getException()).isNull();
        int before = requests();
        await().until(() -> requests() > before + 2);

        assertThat(server.heads).allSatisfy(head -> assertThat(head).contains("Authorization: Basic " + basic(token)));
        assertThat(component.clients()).isOne();
    }

    /** Camel sets the options of a component once, when it is made. */
    @Test
    void theComponentKeepsItsTokenUntilItIsSet() throws Exception {
        camel.getComponent("plivo-mdr", PlivoMdrComponent.class).getConfiguration().setAuthToken("the-old-token");
        start("");
        await().until(() -> requests() > 0);
        reload.onReload(this);
        ask();
        assertThat(server.heads).allSatisfy(head -> assertThat(head).contains(basic("the-old-token")));

        component.getConfiguration().setAuthToken("the-new-token");
        reload.onReload(this);
        server.heads.clear();
        ask();

        assertThat(server.heads).isNotEmpty().allSatisfy(head -> assertThat(head).contains(basic("the-new-token")));
        assertThat(component.clients()).isOne();
    }

    private int requests() {
        return server.heads.size();
    }

    private Exchange ask() {
        return camel.createProducerTemplate().send("direct:ask", exchange -> {
        });
    }
}
