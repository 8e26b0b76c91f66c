package io.github.camelplivo.mdr;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.AggregationStrategy;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.processor.aggregate.UseLatestAggregationStrategy;
import org.apache.camel.saga.InMemorySagaService;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Whether a page waits for the work behind an EIP: the table in docs/guarantees.md. Each row is tested with a sink that
 * does not return: a page that waits is not acknowledged until the sink returns; if it does not wait, the next page is
 * delivered earlier.
 */
@Tag("slow")
class EipTableTest {

    private static final Path GUARANTEES = Path.of(System.getProperty("basedir", ""), "../../docs/guarantees.md");
    private static final String BEGIN = "<!-- eips: begin -->\n";
    private static final String END = "<!-- eips: end -->";
    private static final String SINK = "direct:sink";

    /** Puts an EIP between a page and the sink. */
    private interface Eip {
        void add(RouteDefinition page, RouteBuilder routes, EipTableTest test) throws Exception;
    }

    private static final Map<String, Eip> EIPS = new LinkedHashMap<>();

    static {
        EIPS.put("`direct:`", (page, routes, test) -> page.to(SINK));
        EIPS.put("`toD`", (page, routes, test) -> page.toD("direct:${header.sink}"));
        EIPS.put("`choice`, `filter`", (page, routes, test) -> page.choice().when(routes.body().isNotNull())
                .filter(routes.body().isNotNull()).to(SINK));
        EIPS.put("`doTry`", (page, routes, test) -> page.doTry().to(SINK).doCatch(IllegalStateException.class).end());
        EIPS.put("`loop`", (page, routes, test) -> page.loop(2).to(SINK));
        EIPS.put("`delay`", (page, routes, test) -> page.delay(1).to(SINK));
        EIPS.put("`delay` with `asyncDelayed`", (page, routes, test) -> page.delay(1).asyncDelayed().to(SINK));
        EIPS.put("`throttle`", (page, routes, test) -> page.throttle(1000).to(SINK));
        EIPS.put("`threads`", (page, routes, test) -> page.threads(2).to(SINK));
        EIPS.put("`loadBalance`", (page, routes, test) -> page.loadBalance().roundRobin().to(SINK));
        EIPS.put("`split`", (page, routes, test) -> page.split(routes.body()).to(SINK));
        EIPS.put("`split` with `parallelProcessing`",
                (page, routes, test) -> page.split(routes.body()).parallelProcessing().to(SINK));
        EIPS.put("`split` with `timeout`",
                (page, routes, test) -> page.split(routes.body(), test.timed()).parallelProcessing().timeout(500).to(SINK));
        EIPS.put("`multicast`", (page, routes, test) -> page.multicast().to(SINK, "mock:other"));
        EIPS.put("`multicast` with `parallelProcessing`",
                (page, routes, test) -> page.multicast().parallelProcessing().to(SINK, "mock:other"));
        EIPS.put("`multicast` with `timeout`",
                (page, routes, test) -> page.multicast(test.timed()).parallelProcessing().timeout(500).to(SINK, "mock:other"));
        EIPS.put("`recipientList`", (page, routes, test) -> page.recipientList(routes.constant(SINK)));
        EIPS.put("`recipientList` with `timeout`", (page, routes, test) -> page.recipientList(routes.constant(SINK))
                .aggregationStrategy(test.timed()).parallelProcessing().timeout(500));
        EIPS.put("`routingSlip`", (page, routes, test) -> page.routingSlip(routes.constant(SINK)));
        EIPS.put("`dynamicRouter`", (page, routes, test) -> page.dynamicRouter(routes.simple("${header.next}")));
        EIPS.put("`enrich`", (page, routes, test) -> page.enrich(SINK));
        EIPS.put("`pollEnrich`", (page, routes, test) -> page.pollEnrich("seda:additions", 0).to(SINK));
        EIPS.put("`idempotentConsumer`", (page, routes, test) -> page
                .idempotentConsumer(routes.header(PlivoMdrConstants.PAGE_ID)).idempotentRepository("pages").to(SINK));
        EIPS.put("`sample`", (page, routes, test) -> page.sample(1).to(SINK));
        EIPS.put("`saga`", (page, routes, test) -> page.saga().to(SINK));
        EIPS.put("`seda:`", (page, routes, test) -> queue(page, routes, "seda:queue"));
        EIPS.put("`seda:` with `waitForTaskToComplete=Always`",
                (page, routes, test) -> queue(page, routes, "seda:queue?waitForTaskToComplete=Always"));
        EIPS.put("`seda:` with `waitForTaskToComplete=Never`",
                (page, routes, test) -> queue(page, routes, "seda:queue?waitForTaskToComplete=Never"));
        EIPS.put("`seda:` with `discardWhenFull`",
                (page, routes, test) -> queue(page, routes, "seda:queue?discardWhenFull=true"));
        EIPS.put("`seda:` behind `split`", (page, routes, test) -> {
            page.split(routes.body()).to("seda:queue");
            routes.from("seda:queue").to(SINK);
        });
        EIPS.put("`seda:` behind `multicast`", (page, routes, test) -> {
            page.multicast().to("seda:queue", "mock:other");
            routes.from("seda:queue").to(SINK);
        });
        EIPS.put("`seda:` behind `split` and `AwaitedByPage`", (page, routes, test) -> {
            page.split(routes.body()).process(new AwaitedByPage()).to("seda:queue");
            routes.from("seda:queue").to(SINK);
        });
        EIPS.put("`wireTap`", (page, routes, test) -> page.wireTap(SINK));
        EIPS.put("`aggregate`", (page, routes, test) -> page
                .aggregate(routes.constant(true), new UseLatestAggregationStrategy()).completionSize(2).to(SINK));
        EIPS.put("`resequence`",
                (page, routes, test) -> page.resequence(routes.header(PlivoMdrConstants.PAGE_ID)).batch().timeout(500)
                        .to(SINK));
        EIPS.put("`onCompletion`", (page, routes, test) -> page.onCompletion().to(SINK).end().to("mock:other"));
        EIPS.put("`onCompletion` with `parallelProcessing`",
                (page, routes, test) -> page.onCompletion().parallelProcessing().to(SINK).end().to("mock:other"));
    }

    private final RouteHarness rig = new RouteHarness();
    private final Set<String> pages = ConcurrentHashMap.newKeySet();
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch released = new CountDownLatch(1);
    private final AtomicInteger returned = new AtomicInteger();
    /** Opens at the timeout of an EIP that has one. */
    private CountDownLatch timeOut = new CountDownLatch(0);
    private volatile Thread poller;

    @AfterEach
    void close() {
        released.countDown();
        rig.close();
    }

    static Stream<String> eips() {
        return EIPS.keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("eips")
    void theRowInTheGuaranteesMatchesTheBehaviour(String eip) throws Exception {
        String waits = table().get(eip);
        assertThat(waits).as("row of %s in guarantees.md", eip).isIn("yes", "no");
        Instant hourAgo = Instant.now().minusSeconds(3600);
        for (int i = 0; i < 60; i++) {
            rig.plivo.account().add(hourAgo.plusSeconds(i));
        }
        start(EIPS.get(eip));

        if (waits.equals("yes")) {
            await().atMost(RouteHarness.SOON).until(() -> reached.getCount() == 0 && timeOut.getCount() == 0 && pollerWaits());
            assertThat(pages).as("pages while the sink works").hasSize(1);
            released.countDown();
            await().atMost(RouteHarness.SOON).until(() -> pages.size() > 1);
            assertThat(returned.get()).isPositive();
        } else {
            await().atMost(RouteHarness.SOON).until(() -> pages.size() > 1);
            assertThat(returned).as("work that was done when the page was acknowledged").hasValue(0);
            released.countDown();
            await().atMost(RouteHarness.SOON).until(() -> returned.get() > 0);
        }
    }

    @Test
    void theTableHasARowForEachEip() throws Exception {
        assertThat(table().keySet()).containsExactlyElementsOf(EIPS.keySet());
    }

    private void start(Eip eip) throws Exception {
        rig.start(routes -> {
            routes.getContext().addService(new InMemorySagaService());
            routes.getContext().getRegistry().bind("pages",
                    org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository.memoryIdempotentRepository());
            eip.add(routes.from(rig.uri()).process(this::handedOut), routes, this);
            routes.from(SINK).process(this::work);
        });
    }

    private static void queue(RouteDefinition page, RouteBuilder routes, String uri) {
        page.to(uri);
        routes.from(uri).to(SINK);
    }

    /**
     * The next page is delivered only after the previous one was acknowledged; a page that fails is redelivered with
     * the same id.
     */
    private void handedOut(Exchange page) {
        poller = Thread.currentThread();
        pages.add(page.getMessage().getHeader(PlivoMdrConstants.PAGE_ID, String.class));
        page.getMessage().setHeader("sink", "sink");
        page.getMessage().setHeader("next", SINK);
    }

    private void work(Exchange exchange) throws InterruptedException {
        reached.countDown();
        exchange.getMessage().removeHeader("next");
        assertThat(released.await(RouteHarness.SOON.toSeconds() * 2, TimeUnit.SECONDS)).isTrue();
        returned.incrementAndGet();
    }

    /** In the sink itself, or for the end of a page that it has passed to the route. */
    private boolean pollerWaits() {
        return poller.getState() != Thread.State.RUNNABLE && Stream.of(poller.getStackTrace()).anyMatch(
                frame -> frame.getClassName().equals(PageDelivery.class.getName())
                        && frame.getMethodName().equals("deliver"));
    }

    private AggregationStrategy timed() {
        timeOut = new CountDownLatch(1);
        return new UseLatestAggregationStrategy() {
            @Override
            public void timeout(Exchange oldExchange, int index, int total, long timeout) {
                timeOut.countDown();
            }
        };
    }

    /** @return the second column by the first */
    private static Map<String, String> table() throws Exception {
        String text = Files.readString(GUARANTEES);
        List<String> lines = text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END)).lines().skip(2).toList();
        Map<String, String> rows = new LinkedHashMap<>();
        for (String line : lines) {
            String[] cells = line.split("\\|");
            rows.put(cells[1].strip(), cells[2].strip());
        }
        return rows;
    }
}
