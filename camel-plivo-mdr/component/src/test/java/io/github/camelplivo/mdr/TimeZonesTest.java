package io.github.camelplivo.mdr;

import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.TimeZone;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.TestClock;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * In every zone of the JVM and of the account, the feed delivers the same records, each once, also in the night in
 * which an hour is repeated or skipped.
 */
@Tag("slow")
@Isolated
class TimeZonesTest {

    private static final List<String> NIGHTS = List.of("2026-11-01T06:00:00Z", "2026-03-08T07:00:00Z");
    private static final List<String> JVM = List.of("Asia/Kolkata", "America/New_York");
    private static final List<String> ACCOUNTS = List.of("Asia/Kolkata", "America/New_York", "Pacific/Apia", "UTC");
    private static final int MINUTES = 300;

    private final TimeZone before = TimeZone.getDefault();
    private CamelAtPlivo at;

    static Stream<Arguments> zonesAndNights() {
        return NIGHTS.stream().flatMap(night -> JVM.stream()
                .flatMap(jvm -> ACCOUNTS.stream().map(account -> Arguments.arguments(night, jvm, account))));
    }

    @AfterEach
    void close() {
        TimeZone.setDefault(before);
        at.close();
    }

    @ParameterizedTest
    @MethodSource("zonesAndNights")
    void theSameRecordsEachOnce(String change, String jvm, String account) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(jvm));
        List<String> uuids = begin(change, ZoneId.of(account));

        run("startTime=6h");

        assertThat(delivered(uuids.size())).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @ParameterizedTest
    @MethodSource("zonesAndNights")
    void theSameRecordsEachOnceWithTimesInTheOptions(String change, String jvm, String account) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(jvm));
        List<String> uuids = begin(change, ZoneId.of(account));
        Instant night = Instant.parse(change);

        // the hour before the change and the hour after it, 30 records each
        run("startTime=" + night.minusSeconds(1800).atZone(ZoneId.of("Asia/Kolkata")).toOffsetDateTime() + "&endTime="
            + night.plusSeconds(1800).atZone(ZoneId.of("America/New_York")).toOffsetDateTime());

        assertThat(delivered(60)).containsExactlyInAnyOrderElementsOf(uuids.subList(MINUTES / 2 - 30, MINUTES / 2 + 30));
    }

    @ParameterizedTest
    @MethodSource("zonesAndNights")
    void theZoneOfTheAccountMayChangeBetweenTwoPages(String change, String jvm, String account) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(jvm));
        List<String> uuids = begin(change, ZoneId.of(account));
        AtomicInteger requests = new AtomicInteger();
        at.plivo.onRequest(request -> at.plivo.account()
                .timeZone(ZoneId.of(ACCOUNTS.get(requests.incrementAndGet() % ACCOUNTS.size()))));

        run("startTime=6h");

        assertThat(delivered(uuids.size())).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(requests).hasValueGreaterThan(10);
    }

    @ParameterizedTest
    @MethodSource("zonesAndNights")
    void listAllGivesTheSameToo(String change, String jvm, String account) throws Exception {
        TimeZone.setDefault(TimeZone.getTimeZone(jvm));
        List<String> uuids = begin(change, ZoneId.of(account));
        at.start();

        Exchange result = at.request("operation=listAll&messageTimeGte=" + Instant.parse(change).minusSeconds(1800)
                                     + "&messageTimeLt=" + Instant.parse(change).plusSeconds(1800));
        List<String> seen = new ArrayList<>();
        ((Iterator<?>) result.getMessage().getBody())
                .forEachRemaining(record -> seen.add(((MessageDetailRecord) record).getMessageUuid()));

        assertThat(seen).containsExactlyInAnyOrderElementsOf(uuids.subList(MINUTES / 2 - 30, MINUTES / 2 + 30));
    }

    /** One record a minute around the change, oldest first; the clock is half an hour after the last. */
    private List<String> begin(String change, ZoneId zone) {
        Instant night = Instant.parse(change);
        TestClock clock = new TestClock(night.plusSeconds(MINUTES / 2 * 60 + 1800));
        at = new CamelAtPlivo(simulator -> simulator.clock(clock));
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        at.plivo.account().timeZone(zone);
        List<String> uuids = new ArrayList<>();
        for (int minute = -MINUTES / 2; minute < MINUTES / 2; minute++) {
            uuids.add(at.plivo.account().add(night.plusSeconds(minute * 60L)));
        }
        return uuids;
    }

    private void run(String options) throws Exception {
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(feed(options)).split(body()).to("mock:records");
            }
        });
    }

    private List<String> delivered(int expected) {
        await().atMost(60, SECONDS).until(() -> at.mock("records").getReceivedCounter() >= expected);
        return at.mock("records").getReceivedExchanges().stream()
                .map(exchange -> exchange.getMessage().getBody(MessageDetailRecord.class).getMessageUuid()).toList();
    }
}
