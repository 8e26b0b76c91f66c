package io.github.camelplivo.mdr.kamelets;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Consumer;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.PlivoMdrComponent;
import io.github.camelplivo.mdr.PlivoMdrConstants;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The Kamelets in routes in YAML ({@code routes.yaml}). */
class KameletsTest {

    /** Contains all characters with a meaning in a URI. */
    private static final String TOKEN = "to&ken+of%41the-simulated-account";

    private final SimulatedAccount account = new SimulatedAccount("MAKAMELETS0000000001", TOKEN, 3);
    private final PlivoSimulator plivo = PlivoSimulator.builder().account(account).unlimited().start();
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final Inbox inbox = new Inbox();

    @TempDir
    private Path folder;

    @BeforeEach
    void keepLog() {
        log.start();
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).addAppender(log);
    }

    @AfterEach
    void close() {
        ((Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME)).detachAppender(log);
        plivo.close();
    }

    @Test
    void theSourceSendsOneMessagePerRecordAsJson() throws Exception {
        add(45);

        run(true, route -> awaitRecords(45));

        List<String> truth = account.truth(Instant.EPOCH, Instant.MAX).stream().map(ObjectNode::toString).toList();
        assertThat(inbox.messages()).extracting(Inbox.Message::body).containsExactlyInAnyOrderElementsOf(truth);
        assertThat(inbox.uuids()).containsExactlyInAnyOrderElementsOf(account.uuids(Instant.EPOCH, Instant.MAX));
        assertThat(inbox.messages()).allSatisfy(message -> {
            assertThat(message.body().toString()).contains(message.uuid());
            assertThat(message.contentType()).isEqualTo("application/json");
            assertThat(message.sweep()).isIn("live", "backfill");
        });
    }

    @Test
    void theSourceContinuesWhereItStopped() throws Exception {
        add(5);
        run(true, route -> awaitRecords(5));
        String later = account.add(Instant.now());

        run(true, route -> awaitRecords(6));

        assertThat(inbox.uuids()).hasSize(6).endsWith(later);
        assertThat(log.list).noneMatch(line -> line.getFormattedMessage().contains("in memory only"));
    }

    @Test
    void aPageIsAcknowledgedWhenAllItsRecordsAreCompleted() throws Exception {
        add(10);
        // newest first, as Plivo lists them
        List<String> page = new ArrayList<>(account.uuids(Instant.EPOCH, Instant.MAX));
        inbox.refuse(page.get(4));
        run(true, route -> await().atMost(Duration.ofMinutes(1)).until(() -> inbox.refusals() == 2));
        // once per delivery of the page, up to the record that failed
        List<String> first = page.subList(0, 4);
        assertThat(inbox.uuids().subList(0, 8)).isEqualTo(Stream.concat(first.stream(), first.stream()).toList());
        assertThat(inbox.uuids()).doesNotContainAnyElementsOf(page.subList(4, 10));
        int before = inbox.uuids().size();

        inbox.refuse(null);
        run(true, route -> awaitRecords(before + 10));

        assertThat(inbox.uuids().subList(before, before + 10)).isEqualTo(page);
    }

    @Test
    void aSourceThatKeepsItsPositionInMemoryLogsIt() throws Exception {
        add(1);

        run(false, route -> awaitRecords(1));

        assertThat(log.list).anyMatch(line -> line.getLevel() == Level.WARN && line.getFormattedMessage().contains(
                "keeps its position in memory only: after a restart of the context it starts again at startTime=24h."
                                                                                                                   + " Set watermarkFile, watermarkDataSource or watermarkRepository"));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            PlivoMdrConstants.MESSAGE_UUID, "CAMELPLIVOMDRMESSAGEUUID", "CamelPlivoMdrOperation",
            "CamelPlivoMdrMessageTimeGte", "CamelPlivoMdrPageId" })
    void theActionFetchesTheRecordThatTheBodyNamesAndIgnoresHeaders(String header) throws Exception {
        List<String> uuids = add(2);

        run(true, route -> {
            String record = request(route, uuids.get(0), Map.of(header, uuids.get(1)));

            assertThat(MessageDetailRecord.parse(record).fingerprint()).isEqualTo(fingerprint(uuids.get(0)));
        });
    }

    /** Except at DEBUG, where Camel logs the values of placeholders. */
    @Test
    void theTokenIsInNoLogLine() throws Exception {
        Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
        Logger camel = (Logger) LoggerFactory.getLogger("org.apache.camel");
        Level before = camel.getLevel();
        root.getAppender("console").stop();
        camel.setLevel(Level.INFO);
        String uuid = add(1).get(0);
        try {
            run(true, route -> {
                awaitRecords(1);
                request(route, uuid, Map.of());
            });
        } finally {
            camel.setLevel(before);
            root.getAppender("console").start();
        }

        assertThat(log.list).extracting(ILoggingEvent::getFormattedMessage).isNotEmpty()
                .noneMatch(line -> line.contains(TOKEN));
    }

    private List<String> add(int records) {
        List<String> uuids = new ArrayList<>();
        for (int i = 0; i < records; i++) {
            uuids.add(account.add(Instant.now().minusSeconds(60 + i)));
        }
        return uuids;
    }

    /** Runs the routes until the action returns. */
    private void run(boolean withWatermark, Consumer<ProducerTemplate> until) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            PlivoMdrComponent component = new PlivoMdrComponent();
            component.getConfiguration().setBaseUrl(plivo.baseUrl().toString());
            component.getConfiguration().setListRequestsPerMinute(60_000);
            component.getConfiguration().setSettle(1000);
            context.addComponent("plivo-mdr", component);
            context.getRegistry().bind("inbox", inbox);
            Properties properties = new Properties();
            properties.put("plivo.auth-id", account.authId());
            properties.put("plivo.auth-token", account.authToken());
            if (withWatermark) {
                properties.put("watermark.file", folder.resolve("mdr.watermark").toString());
            }
            context.getPropertiesComponent().setInitialProperties(properties);
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.resolveResource(context, "classpath:routes.yaml"));
            context.start();
            until.accept(context.createProducerTemplate());
        }
    }

    private String fingerprint(String uuid) {
        return account.truth(Instant.EPOCH, Instant.MAX).stream().map(json -> MessageDetailRecord.parse(json.toString()))
                .filter(record -> record.getMessageUuid().equals(uuid)).findFirst().orElseThrow().fingerprint();
    }

    private static String request(ProducerTemplate route, String body, Map<String, Object> headers) {
        return (String) route.requestBodyAndHeaders("direct:questions", body, headers);
    }

    private void awaitRecords(int count) {
        await().atMost(Duration.ofMinutes(1)).until(() -> inbox.messages().size() >= count);
    }
}
