package io.github.camelplivo.mdr;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.MessageState;
import io.github.camelplivo.mdr.monitor.FeedRegistry;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.Exchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A record that can never be read, because it has no uuid, among good ones: through a route, over HTTP. */
class OnMalformedTest {

    private final RouteHarness rig = new RouteHarness();
    private final List<byte[]> letters = new CopyOnWriteArrayList<>();
    private final List<Map<String, Object>> headers = new CopyOnWriteArrayList<>();

    @AfterEach
    void close() {
        rig.close();
    }

    @Test
    void deadLetterDeliversTheBytesWithTheReasonAndTheNeighbours() throws Exception {
        List<String> good = poisoned();

        rig.start(routes -> routes.from(rig.uri("onMalformed=deadLetter", "delay=20")).choice()
                .when(routes.header(PlivoMdrConstants.MALFORMED).isNotNull()).process(this::keep)
                .otherwise().process(rig::deliver));
        rig.awaitDelivered(good.size());
        await().atMost(RouteHarness.SOON).until(() -> !letters.isEmpty());

        assertThat(rig.distinct()).isEqualTo(new TreeSet<>(good));
        assertThat(rig.delivered).doesNotHaveDuplicates();
        assertThat(letters).hasSize(1);
        assertThat(new String(letters.get(0), StandardCharsets.UTF_8)).contains("\"objects\"").contains("+15550009999");
        assertThat(headers.get(0)).containsKeys(PlivoMdrConstants.PAGE_ID, PlivoMdrConstants.WINDOW_START,
                PlivoMdrConstants.WINDOW_END)
                .containsEntry(PlivoMdrConstants.SWEEP, "backfill");
        assertThat(headers.get(0).get(PlivoMdrConstants.MALFORMED)).asString().contains("no message_uuid");
    }

    @Test
    void aDeadLetterThatFailsIsRedelivered() throws Exception {
        List<String> good = poisoned();
        List<Object> ids = new CopyOnWriteArrayList<>();

        rig.start(routes -> {
            routes.onException(IllegalStateException.class).handled(false);
            routes.from(rig.uri("onMalformed=deadLetter", "delay=20")).choice()
                    .when(routes.header(PlivoMdrConstants.MALFORMED).isNotNull()).process(exchange -> {
                        ids.add(exchange.getMessage().getHeader(PlivoMdrConstants.PAGE_ID));
                        if (ids.size() < 3) {
                            throw new IllegalStateException("the dead letter queue is away");
                        }
                    })
                    .otherwise().process(rig::deliver);
        });
        rig.awaitDelivered(good.size());

        await().atMost(RouteHarness.SOON).until(() -> ids.size() == 3);
        assertThat(ids).containsOnly(ids.get(0));
    }

    /**
     * Stories: Estuary (one null date failed the whole sweep), telnyx-java 66, twilio-java 112 and 338 (one new word
     * and no list could be read).
     */
    @Test
    void recordsWithoutTimesOrWithNewWordsAreNotMalformed() throws Exception {
        List<String> uuids = new ArrayList<>();
        List<String> strange = List.of("message_time", "message_sent_time", "message_updated_time", "message_expiry",
                "conversation_expiry_time", "units", "total_amount", "carrier_fees", "is_domestic", "message_state",
                "message_type", "message_direction");
        Instant now = Instant.now();
        for (int i = 0; i < 120; i++) {
            uuids.add(rig.plivo.account().add(now.minusSeconds(60 + i / 30 * 7)));
        }
        List<String> renamed = new ArrayList<>();
        for (int i = 0; i < 120; i++) {
            // every other one, and more of them at one time than a page holds
            if (i % 2 == 0 || i < 60 && i >= 30) {
                String word = new String[] { null, "", "teleported" }[i % 3];
                rig.plivo.account().change(uuids.get(i), record -> strange.forEach(name -> record.put(name, word)));
                if (i % 3 == 2) {
                    renamed.add(uuids.get(i));
                }
            }
        }
        List<MessageDetailRecord> records = new CopyOnWriteArrayList<>();

        rig.start(routes -> routes.from(rig.uri("recheckAfter=65s", "delay=20"))
                .process(exchange -> records.addAll(exchange.getMessage().getBody(MdrPage.class))).process(rig::deliver));
        rig.awaitDelivered(uuids.size());

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(records).filteredOn(record -> record.getMessageState() == MessageState.UNKNOWN)
                .allSatisfy(record -> assertThat(record.getMessageTime()).isNull())
                .extracting(MessageDetailRecord::getMessageUuid).containsExactlyInAnyOrderElementsOf(renamed);
    }

    /** The stretch does not fail a poll, but a route that bridges errors may need Plivo's response. */
    @Test
    void theRouteMayHandleAStretchThatCannotBeRead() throws Exception {
        List<String> good = poisoned();
        List<Exception> errors = new CopyOnWriteArrayList<>();

        rig.start(routes -> {
            routes.onException(PlivoMdrMalformedException.class).handled(true)
                    .process(exchange -> errors.add(exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class)));
            routes.from(rig.uri("bridgeErrorHandler=true", "delay=20")).process(rig::deliver);
        });
        rig.awaitDelivered(good.size());
        await().atMost(RouteHarness.SOON).until(() -> !errors.isEmpty());

        assertThat(((PlivoMdrMalformedException) errors.get(0)).getRawBody()).isNotEmpty();
    }

    @Test
    void withoutItNothingIsSkipped() throws Exception {
        List<String> good = poisoned();

        rig.start(routes -> routes.from(rig.uri("delay=20")).process(rig::deliver));
        rig.awaitDelivered(1);
        rig.awaitRequests(rig.plivo.requests().size() + 5);

        assertThat(FeedRegistry.of(rig.context).all().get(0).status().outages()).isNotEmpty();
        assertThat(rig.distinct()).isSubsetOf(good);
    }

    private void keep(Exchange exchange) {
        letters.add(exchange.getMessage().getBody(byte[].class));
        headers.add(new HashMap<>(exchange.getMessage().getHeaders()));
    }

    private List<String> poisoned() {
        List<String> uuids = new ArrayList<>();
        Instant now = Instant.now();
        for (int i = 0; i < 45; i++) {
            uuids.add(rig.plivo.account().add(now.minusSeconds(60 + 10L * i)));
        }
        rig.plivo.account().change(uuids.remove(25),
                record -> record.put("from_number", "+15550009999").remove("message_uuid"));
        return uuids;
    }
}
