package io.github.camelplivo.mdr.simulator;

import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;

import com.plivo.api.PlivoClient;
import com.plivo.api.exceptions.AuthenticationException;
import com.plivo.api.exceptions.InvalidRequestException;
import com.plivo.api.exceptions.PlivoRestException;
import com.plivo.api.exceptions.ResourceNotFoundException;
import com.plivo.api.exceptions.ServerException;
import com.plivo.api.models.base.ListResponse;
import com.plivo.api.models.message.Message;
import com.plivo.api.models.message.MessageDirection;
import com.plivo.api.models.message.MessageLister;
import com.plivo.api.models.message.MessageState;
import com.plivo.api.util.PropertyFilter;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Plivo's own Java client can read from the simulator. */
class PlivoJavaTest {

    private PlivoSimulator plivo;
    private PlivoClient client;
    private final List<String> uuids = new ArrayList<>();

    @BeforeEach
    void fortyFiveRecords() {
        start();
        for (int i = 0; i < 45; i++) {
            uuids.add(plivo.account().add(NOW.minusSeconds(i)));
        }
    }

    @AfterEach
    void stop() {
        plivo.close();
    }

    @Test
    void lists() throws Exception {
        ListResponse<Message> page = lister().list();

        assertThat(page.getObjects()).extracting(Message::getMessageUuid).isEqualTo(uuids.subList(0, 20));
        assertThat(page.getMeta().getLimit()).isEqualTo(20);
        assertThat(page.getMeta().getOffset()).isZero();
        assertThat(page.getMeta().getNext()).contains("offset=20");
        assertThat(page.getMeta().getPrevious()).isNull();
    }

    @Test
    void pagesThroughEverything() {
        List<String> seen = new ArrayList<>();
        lister().iterator().forEachRemaining(message -> seen.add(message.getMessageUuid()));

        assertThat(seen).isEqualTo(uuids);
        assertThat(plivo.requests()).as("its iterator continues until a page is empty").hasSize(4);
    }

    @Test
    void filters() throws Exception {
        List<String> inbound = plivo.account().truth(NOW.minusSeconds(60), NOW.plusSeconds(1)).stream()
                .filter(json -> "inbound".equals(json.get("message_direction").asText()))
                .map(json -> json.get("message_uuid").asText()).toList();

        assertThat(inbound).isNotEmpty();
        assertThat(lister().messageDirection(MessageDirection.INBOUND).list().getObjects())
                .extracting(Message::getMessageUuid).isEqualTo(inbound);
        assertThat(lister().messageState(MessageState.REJECTED).list().getObjects()).isEmpty();
    }

    @Test
    void filtersByTime() throws Exception {
        // the client writes dates in the zone of the JVM, although Plivo reads them as UTC
        Date from = Date.from(LocalDateTime.parse("2026-03-10T11:59:50").atZone(ZoneId.systemDefault()).toInstant());
        Date to = Date.from(LocalDateTime.parse("2026-03-10T11:59:55").atZone(ZoneId.systemDefault()).toInstant());
        ListResponse<Message> page = lister()
                .messageTime(new PropertyFilter<Date>().greaterOrEqual(from).lessThan(to)).list();

        assertThat(page.getObjects()).extracting(Message::getMessageUuid).isEqualTo(uuids.subList(6, 11));
        assertThat(plivo.requests().get(0).query()).containsEntry("message_time__gte", "2026-03-10 11:59:50");
    }

    @Test
    void getsOneRecord() throws Exception {
        Message message = Message.getter(uuids.get(0)).client(client).get();

        assertThat(message.getMessageUuid()).isEqualTo(uuids.get(0));
        assertThat(message.getMessageTime()).isEqualTo("2026-03-10 12:00:00+00:00");
        assertThat(message.getUnits()).isPositive();
        assertThat(message.getTotalAmount()).matches("\\d\\.\\d{5}");
        assertThat(message.getResourceUri()).endsWith(uuids.get(0) + "/");
        assertThat(message.getApiId()).isNotNull();
    }

    @Test
    void getsEveryGeneratedRecord() throws Exception {
        for (String uuid : uuids) {
            assertThat(Message.getter(uuid).client(client).get().getMessageUuid()).isEqualTo(uuid);
        }
    }

    @Test
    void understandsErrors() {
        plivo.faults().next(Fault.tooManyRequests()).next(Fault.unavailableHtml()).next(Fault.serverError())
                .next(Fault.unauthorized()).next(Fault.json400("no"));

        assertThatExceptionOfType(PlivoRestException.class).isThrownBy(lister()::list)
                .withMessageContaining("too many requests");
        assertThatExceptionOfType(PlivoRestException.class).isThrownBy(lister()::list)
                .withMessageContaining("503 Service Temporarily Unavailable");
        assertThatExceptionOfType(ServerException.class).isThrownBy(lister()::list);
        assertThatExceptionOfType(AuthenticationException.class).isThrownBy(lister()::list)
                .withMessage("Could not verify your access level for that URL.");
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(lister()::list);
        assertThatExceptionOfType(ResourceNotFoundException.class)
                .isThrownBy(Message.getter("no-such-message").client(client)::get);
        assertThatExceptionOfType(InvalidRequestException.class).isThrownBy(() -> lister().limit(21).list());
    }

    @Test
    void readsThroughQuirks() {
        stop();
        uuids.clear();
        start(Quirk.values());
        for (int i = 0; i < 25; i++) {
            uuids.add(plivo.account().add(NOW.minusSeconds(i)));
        }
        List<String> seen = new ArrayList<>();
        lister().iterator().forEachRemaining(message -> seen.add(message.getMessageUuid()));

        assertThat(seen).isEqualTo(uuids);
    }

    private void start(Quirk... quirks) {
        plivo = PlivoSimulator.builder().clock(new TestClock()).unlimited().quirks(quirks).start();
        // its constructor with a base URL requires a Jackson module that only the client itself has
        OkHttpClient.Builder http = new OkHttpClient.Builder().addInterceptor(chain -> chain.proceed(
                chain.request().newBuilder()
                        .url(chain.request().url().newBuilder()
                                .scheme("http").host("127.0.0.1").port(plivo.baseUrl().getPort()).build())
                        .build()));
        client = new PlivoClient(plivo.account().authId(), plivo.account().authToken(), http);
    }

    private MessageLister lister() {
        return (MessageLister) Message.lister().client(client);
    }
}
