package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelplivo.mdr.PlivoMdrComponent;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.component.kafka.KafkaComponent;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.jms.connection.JmsTransactionManager;

import static org.assertj.core.api.Assertions.assertThat;

/** What the pages show can be copied: routes are taken by Camel with all their options, the rest compiles or parses. */
class SnippetsTest {

    @TempDir
    Path folder;

    static Stream<Snippet> routes() throws IOException {
        return Snippet.all().stream().filter(Snippet::isRoute);
    }

    static Stream<Snippet> others() throws IOException {
        return Snippet.all().stream().filter(snippet -> !snippet.isRoute() && !snippet.isFile())
                .filter(snippet -> snippet.language().equals("java") || snippet.language().equals("json"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("routes")
    void isARoute(Snippet snippet) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PlivoMdrComponent plivo = new PlivoMdrComponent();
            plivo.getConfiguration().setAuthToken("secret");
            context.addComponent("plivo-mdr", plivo);
            KafkaComponent kafka = new KafkaComponent();
            kafka.getConfiguration().setBrokers("127.0.0.1:1");
            context.addComponent("kafka", kafka);
            context.getRegistry().bind("versions", MemoryIdempotentRepository.memoryIdempotentRepository());
            context.getRegistry().bind("positions", new MemoryStateRepository());
            FileLockClusterService cluster = new FileLockClusterService();
            cluster.setRoot(folder.toString());
            context.addService(cluster);
            context.getRegistry().bind("leader", ClusteredRoutePolicy.forNamespace("mdr"));
            try (ActiveMQConnectionFactory nowhere = new ActiveMQConnectionFactory()) {
                context.getRegistry().bind("connectionFactory", nowhere);
                context.getRegistry().bind("transaction", new SpringTransactionPolicy(new JmsTransactionManager(nowhere)));
            }
            context.getPropertiesComponent().addInitialProperty("plivo.auth-id", "MAXXXXXXXXXXXXXXXXXX");
            context.getPropertiesComponent().addInitialProperty("plivo.auth-token", "secret");
            context.setAutoStartup(false);
            context.start();

            if ("java".equals(snippet.language())) {
                context.addRoutes(new JavaSnippets(folder).routes(snippet));
            } else {
                PluginHelper.getRoutesLoader(context)
                        .loadRoutes(ResourceHelper.fromString("snippet." + snippet.language(), snippet.text()));
            }

            assertThat(context.getRoutes()).isNotEmpty();
            assertThat(context.getEndpoints()).anyMatch(endpoint -> endpoint.getEndpointUri()
                    .matches("(plivo-mdr:|kamelet://plivo-mdr-).*"));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("others")
    void isRight(Snippet snippet) throws Exception {
        if (snippet.language().equals("java")) {
            new JavaSnippets(folder).classOrStatements(snippet);
        } else {
            new ObjectMapper().readTree(snippet.text());
        }
    }
}
