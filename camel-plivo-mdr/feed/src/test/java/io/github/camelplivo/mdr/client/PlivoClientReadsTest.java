package io.github.camelplivo.mdr.client;

import java.time.Instant;
import java.time.ZoneId;
import java.time.temporal.ChronoUnit;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PageFault;
import io.github.camelplivo.mdr.simulator.Quirk;
import io.github.camelplivo.mdr.simulator.ReceivedRequest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The requests of the client, and that it understands every form of Plivo's responses. */
class PlivoClientReadsTest {

    private static final MessageQuery ALL = MessageQuery.builder().build();

    @Test
    void getsARecord() throws Exception {
        try (PlivoServer server = new PlivoServer()) {
            server.plivo.account().timeZone(ZoneId.of("Asia/Kolkata"));
            String uuid = server.add();

            MessageDetailRecord record = server.client.get(uuid, server.waiter);

            assertThat(record.getMessageUuid()).isEqualTo(uuid);
            assertThat(record.getApiId()).isNotBlank();
            assertThat(record.getMessageTime().getOffset()).hasToString("+05:30");
            assertThat(server.client.requests()).isEqualTo(1);
        }
    }

    @Test
    void requestsTheDocumentedAddressWithSlashAndUserAgent() throws Exception {
        try (PlivoServer server = new PlivoServer()) {
            String uuid = server.add();

            server.client.get(uuid, server.waiter);
            server.client.list(ALL, Priority.BACKFILL, server.waiter);

            assertThat(server.plivo.requests()).extracting(ReceivedRequest::path).containsExactly(
                    "/v1/Account/" + PlivoServer.AUTH_ID + "/Message/" + uuid + "/",
                    "/v1/Account/" + PlivoServer.AUTH_ID + "/Message/");
            assertThat(server.plivo.requests()).allSatisfy(request -> {
                assertThat(request.headers()).containsEntry("Accept", "application/json").containsKey("Accept-Encoding")
                        .doesNotContainKeys("Cookie", "Upgrade");
                assertThat(request.headers().get("User-Agent")).startsWith("plivo-mdr/");
            });
        }
    }

    @Test
    void listsPageByPage() throws Exception {
        try (PlivoServer server = new PlivoServer()) {
            Instant now = Instant.now();
            for (int i = 1; i <= 25; i++) {
                server.plivo.account().add(now.minusSeconds(i));
            }

            MdrPage first = server.client.list(ALL, Priority.BACKFILL, server.waiter);
            MdrPage second = server.client.list(ALL.withOffset(20), Priority.BACKFILL, server.waiter);
            MdrPage third = server.client.list(ALL.withOffset(40), Priority.BACKFILL, server.waiter);

            assertThat(first).hasSize(20);
            assertThat(first.hasNext()).isTrue();
            assertThat(first.getApiId()).isNotBlank();
            assertThat(second).hasSize(5);
            assertThat(second.hasNext()).isFalse();
            assertThat(third).isEmpty();
        }
    }

    @Test
    void listsAWindow() throws Exception {
        try (PlivoServer server = new PlivoServer()) {
            Instant from = Instant.now().minusSeconds(100).truncatedTo(ChronoUnit.SECONDS);
            server.plivo.account().add(from.minusMillis(1));
            String in = server.plivo.account().add(from);
            server.plivo.account().add(from.plusSeconds(1));

            MdrPage page = server.client.list(ALL.withWindow(from, from.plusSeconds(1)), Priority.BACKFILL, server.waiter);

            assertThat(page).extracting(MessageDetailRecord::getMessageUuid).containsExactly(in);
        }
    }

    @Test
    void sendsAPlusAsAPlus() throws Exception {
        try (PlivoServer server = new PlivoServer()) {
            server.client.list(MessageQuery.builder().filter("from_number", "+12025550123").build(), Priority.BACKFILL,
                    server.waiter);

            assertThat(server.plivo.requests().get(0).query()).containsEntry("from_number", "+12025550123");
        }
    }

    /**
     * The client does not check a recently used connection: if it is closed, the client sends the request on another
     * one.
     */
    @Test
    void continuesAlthoughTheServerClosesEachConnectionSilently() throws Exception {
        try (PlivoServer server = new PlivoServer(
                simulator -> simulator.quirks(Quirk.CLOSES_CONNECTION), settings -> settings, PlivoServer.TOKEN)) {
            String uuid = server.add();
            for (int i = 0; i < 20; i++) {
                assertThat(server.client.get(uuid, server.waiter).getMessageUuid()).isEqualTo(uuid);
            }

            assertThat(server.plivo.requests()).as("that came through").hasSize(20);
        }
    }

    @ParameterizedTest
    @EnumSource(value = Quirk.class)
    void understandsEveryQuirk(Quirk quirk) throws Exception {
        try (PlivoServer server
                = new PlivoServer(simulator -> simulator.quirks(quirk), settings -> settings, PlivoServer.TOKEN)) {
            String uuid = server.add();

            MdrPage page = server.client.list(ALL, Priority.BACKFILL, server.waiter);

            assertThat(page).hasSize(1);
            assertThat(page.getApiId()).isNotBlank();
            assertThat(page.get(0).getIsDomestic()).isEqualTo(server.client.get(uuid, server.waiter).getIsDomestic());
        }
    }

    static List<Fault> emptyPages() {
        return List.of(PageFault.withNullObjects(), PageFault.withoutObjects());
    }

    @ParameterizedTest
    @MethodSource("emptyPages")
    void readsMissingObjectsAsAnEmptyPageIfThereIsAnApiId(Fault fault) throws Exception {
        try (PlivoServer server = new PlivoServer()) {
            server.add();
            server.plivo.faults().next(fault);

            assertThat(server.client.list(ALL, Priority.BACKFILL, server.waiter)).isEmpty();
        }
    }

    static List<Fault> pagesWithoutMeta() {
        return List.of(PageFault.withNullMeta(), PageFault.withoutMeta());
    }

    @ParameterizedTest
    @MethodSource("pagesWithoutMeta")
    void doesWithoutMeta(Fault fault) throws Exception {
        try (PlivoServer server = new PlivoServer()) {
            server.add();
            server.plivo.faults().next(fault);

            MdrPage page = server.client.list(ALL, Priority.BACKFILL, server.waiter);

            assertThat(page).hasSize(1);
            assertThat(page.hasNext()).isFalse();
        }
    }

    @Test
    void keepsTheConnectionForTheNextRequest() throws Exception {
        try (PlivoServer server = new PlivoServer()) {
            for (int i = 0; i < 5; i++) {
                server.client.list(ALL, Priority.BACKFILL, server.waiter);
            }

            assertThat(server.client.requests()).isEqualTo(5);
            assertThat(server.waiter.pauses()).as("no retries").allMatch(pause -> pause.toMillis() < 200);
        }
    }

    @Test
    void passesOnUnknownFields() throws Exception {
        try (PlivoServer server = new PlivoServer()) {
            server.plivo.account().add(
                    new ObjectMapper().createObjectNode().put("message_uuid", "new-1").set("rcs",
                            new ObjectMapper().createArrayNode().add(1)),
                    Instant.now().minusSeconds(5), Instant.MIN);

            assertThat(server.client.get("new-1", server.waiter).text("rcs")).isEqualTo("[1]");
        }
    }
}
