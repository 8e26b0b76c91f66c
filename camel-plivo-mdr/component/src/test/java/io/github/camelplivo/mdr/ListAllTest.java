package io.github.camelplivo.mdr;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.TestClock;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.builder.RouteBuilder;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.uri;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** All records of a closed time range, each once, read during the iteration. */
class ListAllTest {

    private final CamelAtPlivo at = new CamelAtPlivo().start();

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void givesAllRecordsOfManyWindowsAndPages() {
        List<String> uuids = at.add(500, 120);

        assertThat(walk(all(""))).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void keepsTheFilters() {
        at.add(200, 60);
        Instant now = Instant.now();
        List<String> failed = at.plivo.account().truth(now.minusSeconds(86_400), now).stream()
                .filter(record -> record.get("message_state").asText().equals("failed"))
                .map(record -> record.get("message_uuid").asText()).toList();

        assertThat(failed).isNotEmpty();
        assertThat(walk(all("messageState=failed"))).containsExactlyInAnyOrderElementsOf(failed);
    }

    /** Rows that arrive or leave move all rows below them to another page. */
    @Test
    void missesNothingWhileRowsArriveAndLeave() {
        List<String> uuids = at.add(300, 100);
        Instant newest = Instant.now().minusSeconds(3600);
        Set<String> left = new HashSet<>();
        at.plivo.onRequest(request -> {
            int n = at.plivo.requests().size();
            if (n < 60) {
                at.plivo.account().add(newest.minusSeconds(37L * n));
                at.plivo.account().add(newest.minusSeconds(29_000 - 331L * n));
                String leaves = uuids.get(n * 4 + 3);
                at.plivo.account().remove(leaves);
                left.add(leaves);
            }
        });

        List<String> seen = walk(all(""));

        assertThat(left).hasSizeGreaterThan(10);
        assertThat(seen).doesNotHaveDuplicates().containsAll(uuids.stream().filter(uuid -> !left.contains(uuid)).toList());
    }

    /** The feed reads windows of whole seconds; the requested range may be finer. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            messageTimeGte              | 2, 3, 4, 5, 6
            messageTimeGt               | 3, 4, 5, 6
            messageTimeLt               | 0, 1
            messageTimeLte              | 0, 1, 2
            messageTime                 | 2
            messageTimeGt,messageTimeLt |
            """)
    void boundsAreExactToTheMicrosecond(String options, String expected) {
        Instant base = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        long[] micros = { -1, 0, 499_999, 500_000, 500_001, 999_999, 1_000_000 };
        List<String> uuids = new ArrayList<>();
        for (long offset : micros) {
            uuids.add(at.plivo.account().add(base.plus(offset, ChronoUnit.MICROS)));
        }
        Instant bound = base.plus(499_999, ChronoUnit.MICROS);
        StringBuilder uri = new StringBuilder();
        for (String option : options.split(",")) {
            uri.append(option).append('=').append(option.equals("messageTimeLt") && options.contains(",")
                    ? bound.plus(1, ChronoUnit.MICROS) : bound).append('&');
        }

        if (expected == null) {
            assertThat(at.request("operation=listAll&" + uri.substring(0, uri.length() - 1)).getException())
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no record matches");
            return;
        }
        List<String> wanted = new ArrayList<>();
        for (String index : expected.split(", ")) {
            wanted.add(uuids.get(Integer.parseInt(index)));
        }
        assertThat(walk(all(uri.substring(0, uri.length() - 1)))).containsExactlyInAnyOrderElementsOf(wanted);
    }

    /** Like Plivo's own list, which combines them. */
    @ParameterizedTest
    @CsvSource({
            "messageTimeGte=@2&messageTimeGt=@0&messageTimeLt=@5", "messageTimeGt=@0&messageTimeGte=@2&messageTimeLte=@4",
            "messageTimeGte=@0&messageTimeGt=@1&messageTimeLte=@4", "messageTimeGte=@2&messageTimeLt=@5&messageTimeLte=@6",
            "messageTimeGte=@2&messageTimeLt=@8&messageTimeLte=@4" })
    void allBoundsHoldTogether(String bounds) {
        Instant base = Instant.now().minusSeconds(3600).truncatedTo(ChronoUnit.SECONDS);
        List<String> uuids = new ArrayList<>();
        String options = bounds;
        for (int i = 0; i < 9; i++) {
            uuids.add(at.plivo.account().add(base.plusSeconds(i)));
            options = options.replace("@" + i, base.plusSeconds(i).toString());
        }

        assertThat(walk(all(options))).containsExactlyInAnyOrderElementsOf(uuids.subList(2, 5));
    }

    @Test
    void headersOverrideOptions() {
        at.add(10, 60);
        Instant now = Instant.now();

        assertThat(walk(at.request("operation=listAll&messageTimeGte=" + now.minusSeconds(86_000),
                Map.of(PlivoMdrConstants.MESSAGE_TIME_GTE, now.minusSeconds(60).toString())))).isEmpty();
    }

    @Test
    void sendsNoRequestBeforeTheIterationAndThenOnePerPage() {
        at.add(300, 100);

        Iterator<?> records = iterator(all(""));

        assertThat(at.plivo.requests()).isEmpty();
        assertThat(records.hasNext()).isTrue();
        assertThat(records.hasNext()).isTrue();
        int atFirst = at.plivo.requests().size();
        records.next();
        assertThat(at.plivo.requests()).hasSize(atFirst);
        for (int i = 1; i < 100; i++) {
            records.next();
        }
        int atHundred = at.plivo.requests().size();
        records.forEachRemaining(record -> {
        });
        assertThat(atHundred).isGreaterThan(atFirst);
        assertThat(at.plivo.requests().size()).isGreaterThan(atHundred + 5);
    }

    /** It begins with a minute, and requests four times as much after a list with few rows. */
    @ParameterizedTest
    @CsvSource({ "1,1", "5,2", "15,3", "60,4" })
    void aQuietStretchTakesFewLists(int minutes, int lists) {
        at.add(15, minutes * 4);
        Instant end = Instant.now().truncatedTo(ChronoUnit.SECONDS);

        walk(all("messageTimeGte=" + end.minusSeconds(minutes * 60L) + "&messageTimeLt=" + end));

        assertThat(at.plivo.requests()).hasSize(lists);
    }

    @Test
    void splitsInAStreamPageByPage() throws Exception {
        List<String> uuids = at.add(300, 100);
        List<Integer> requests = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:walk").to(uri("operation=listAll")).split(body()).streaming().process(exchange -> {
                    requests.add(at.plivo.requests().size());
                    seen.add(uuid(exchange.getMessage().getBody()));
                });
            }
        });

        at.camel.createProducerTemplate().sendBody("direct:walk", null);

        assertThat(seen).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(requests.get(0)).isLessThan(at.plivo.requests().size() - 10);
        assertThat(requests.get(150)).isBetween(requests.get(0) + 1, at.plivo.requests().size() - 5);
    }

    /**
     * Story: twilio-java 204, records that were deleted during the iteration ended it with a NoSuchElementException.
     */
    @Test
    void walksToTheEndWhileEachRecordIsRemovedAsItComes() {
        List<String> uuids = at.add(300, 1);
        List<String> seen = new ArrayList<>();

        iterator(all("")).forEachRemaining(record -> {
            seen.add(uuid(record));
            at.plivo.account().remove(uuid(record));
        });

        assertThat(seen).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void endsWhereTheRestOfTheRecordsIsRemovedMeanwhile() {
        List<String> uuids = at.add(300, 100);
        Iterator<?> records = iterator(all(""));
        List<String> seen = new ArrayList<>();
        while (seen.size() < 50) {
            seen.add(uuid(records.next()));
        }

        uuids.forEach(at.plivo.account()::remove);
        records.forEachRemaining(record -> seen.add(uuid(record)));

        assertThat(seen).doesNotHaveDuplicates().hasSizeLessThan(100);
        assertThat(records.hasNext()).isFalse();
    }

    /** A premature end would produce a bill with missing messages. */
    @Test
    void anErrorDuringTheIterationIsNotTheEndAndTheIterationCanContinue() {
        List<String> uuids = at.add(300, 100);
        Iterator<?> records = iterator(all(""));
        List<String> seen = new ArrayList<>();
        while (seen.size() < 100) {
            seen.add(uuid(records.next()));
        }
        at.plivo.faults().always(Fault.unavailableHtml());

        assertThatThrownBy(() -> {
            while (records.hasNext()) {
                seen.add(uuid(records.next()));
            }
        }).isInstanceOf(RuntimeCamelException.class).hasCauseInstanceOf(PlivoMdrUnavailableException.class);
        assertThat(seen).hasSizeLessThan(300);
        assertThatThrownBy(records::hasNext).hasCauseInstanceOf(PlivoMdrUnavailableException.class);

        at.plivo.faults().clear();
        records.forEachRemaining(record -> seen.add(uuid(record)));
        assertThat(seen).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void anErrorDuringTheIterationFailsTheExchangeThatSplits() throws Exception {
        at.add(300, 100);
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:walk").to(uri("operation=listAll")).split(body()).streaming().to("mock:records");
            }
        });
        at.plivo.onRequest(request -> {
            if (at.plivo.requests().size() == 12) {
                at.plivo.faults().always(ConnectionFault.truncated());
            }
        });

        Exchange walked = at.camel.createProducerTemplate().send("direct:walk", exchange -> {
        });

        assertThat(walked.getException(PlivoMdrUnavailableException.class)).isNotNull();
        assertThat(at.mock("records").getReceivedCounter()).isBetween(1, 299);
    }

    /** Camel's split would iterate to the end of records that it must no longer send. */
    @Test
    void theRestIsNotReadWhenTheRouteHasFailed() throws Exception {
        at.add(300, 100);
        List<Integer> requests = new ArrayList<>();
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:walk").to(uri("operation=listAll")).split(body()).streaming().stopOnException()
                        .process(exchange -> {
                            requests.add(at.plivo.requests().size());
                            throw new IllegalArgumentException("refused");
                        });
            }
        });

        Exchange walked = at.camel.createProducerTemplate().send("direct:walk", exchange -> {
        });

        assertThat(walked.getException()).hasRootCauseMessage("refused");
        assertThat(requests).containsExactly(at.plivo.requests().size());
    }

    /** Without stopOnException() Camel requests the next record although the exchange has failed. */
    @Test
    void theFailureOfARecordIsTheExceptionOfTheExchange() throws Exception {
        at.add(300, 100);
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:walk").to(uri("operation=listAll")).split(body()).streaming().process(exchange -> {
                    throw new IOException("No space left on device");
                });
            }
        });

        Exchange walked = at.camel.createProducerTemplate().send("direct:walk", exchange -> {
        });

        assertThat(walked.getException()).hasMessageContaining("No space left on device")
                .hasRootCauseInstanceOf(IOException.class);
    }

    /** The producer of an endpoint that is not cached is stopped before its result is used. */
    @ParameterizedTest
    @ValueSource(strings = { "toD", "recipientList" })
    void aProducerThatIsNotCachedGivesAllRecords(String eip) throws Exception {
        List<String> uuids = at.add(100, 100);
        List<String> seen = new ArrayList<>();
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                if (eip.equals("toD")) {
                    from("direct:walk").toD().cacheSize(-1).uri(uri("operation=listAll")).to("direct:each");
                } else {
                    from("direct:walk").recipientList(constant(uri("operation=listAll"))).cacheSize(-1).end().to("direct:each");
                }
                from("direct:each").split(body()).streaming().process(e -> seen.add(uuid(e.getMessage().getBody())));
            }
        });

        Exchange walked = at.camel.createProducerTemplate().send("direct:walk", exchange -> {
        });

        assertThat(walked.getException()).isNull();
        assertThat(seen).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void aWalkThatWaitsEndsWithItsRouteAndWithTheContext(boolean context) throws Exception {
        at.add(300, 100);
        at.component.getConfiguration().setListRequestsPerMinute(1);
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:walk").routeId("walk").toD().cacheSize(-1).uri(uri("operation=listAll")).split(body()).streaming()
                        .to("mock:records");
            }
        });
        ProducerTemplate template = at.camel.createProducerTemplate();
        CompletableFuture<Exchange> walk = CompletableFuture.supplyAsync(() -> template.send("direct:walk", exchange -> {
        }));
        await().atMost(20, SECONDS).until(() -> !at.plivo.requests().isEmpty());

        if (context) {
            at.camel.stop();
        } else {
            at.camel.getRouteController().stopRoute("walk");
        }

        assertThat(walk.get(8, SECONDS).getException()).hasRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void aMalformedPageIsNotRequestedAgain() throws Exception {
        at.add(300, 100);
        at.camel.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:walk").to(uri("operation=listAll&maxRetries=0")).split(body()).streaming().to("mock:records");
            }
        });
        at.plivo.faults().always(Fault.unavailableHtml());

        Exchange walked = at.camel.createProducerTemplate().send("direct:walk", exchange -> {
        });

        assertThat(walked.getException(PlivoMdrUnavailableException.class)).isNotNull();
        assertThat(at.plivo.requests()).hasSize(1);
    }

    @Test
    void aRangeBeforeThe90DayLimitIsRefused() {
        assertThat(at.request("operation=listAll&messageTimeGte=2020-01-01T00:00:00Z").getException())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("messageTimeGte", "CamelPlivoMdrMessageTimeGte", "2020-01-01T00:00:00Z",
                        "more than 90 days ago", "allowed");
        assertThat(at.plivo.requests()).isEmpty();
    }

    @Test
    void anEmptyRangeIsRefused() {
        Instant now = Instant.now();

        assertThat(at
                .request("operation=listAll&messageTimeGte=" + now.minusSeconds(60) + "&messageTimeLt=" + now.minusSeconds(60))
                .getException()).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("no record matches");
        assertThat(at.request("operation=listAll&messageTimeGte=" + now.plusSeconds(3600)).getException())
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("not later than now");
        assertThat(at.plivo.requests()).isEmpty();
    }

    @Test
    void theEndOfTheRangeIsFixedByTheRequestNotByTheIteration() {
        TestClock clock = new TestClock(Clock.systemUTC().instant());
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        List<String> uuids = at.add(3, 10);

        Exchange result = all("");
        at.plivo.account().add(clock.instant().plusSeconds(1), Instant.MIN);

        assertThat(walk(result)).containsExactlyInAnyOrderElementsOf(uuids);
    }

    @Test
    void anEmptyStretchIsAnIteratorWithoutRecords() {
        assertThat(iterator(all("")).hasNext()).isFalse();
    }

    private Exchange all(String options) {
        return at.request("operation=listAll" + (options.isEmpty() ? "" : "&" + options));
    }

    private static Iterator<?> iterator(Exchange result) {
        assertThat(result.getException()).isNull();
        return (Iterator<?>) result.getMessage().getBody();
    }

    private static List<String> walk(Exchange result) {
        List<String> uuids = new ArrayList<>();
        iterator(result).forEachRemaining(record -> uuids.add(uuid(record)));
        return uuids;
    }

    private static String uuid(Object record) {
        return ((MessageDetailRecord) record).getMessageUuid();
    }
}
