package io.github.camelplivo.mdr.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.camelplivo.mdr.PlivoMdrConsumer;
import io.github.camelplivo.mdr.model.MdrPage;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;

/** {@link Walk#FEED}. */
final class FeedWalk {

    static final String RECHECK_AFTER = "30s";

    private FeedWalk() {
    }

    static AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception {
        CamelContext context = Routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                MemoryStateRepository position = new MemoryStateRepository();
                if (task.rechecks()) {
                    position.setState(Plivo.AUTH_ID, longStopped(task.plivo().start()));
                }
                bindToRegistry("position", position);
                from(uri(task)).process(
                        page -> page.getMessage().getBody(MdrPage.class).forEach(r -> uuids.accept(r.getMessageUuid())));
            }
        });
        PlivoMdrConsumer consumer = (PlivoMdrConsumer) context.getRoutes().get(0).getConsumer();
        CountDownLatch never = new CountDownLatch(1);
        while (!consumer.getProgress().finished()) {
            never.await(5, TimeUnit.MILLISECONDS);
        }
        return context;
    }

    /**
     * The position of a feed that was stopped at that time. Such a feed first reads the time since then with its live
     * sweep and then, because all these records have the age of the recheck, a second time. So it never waits for an
     * age.
     */
    private static String longStopped(String time) {
        return """
                {"version":1,"key":"%s","sweeps":{"live":{"start":"%2$s","cursor":"%2$s"},\
                "backfill":{"start":"%2$s","cursor":"%2$s","end":"%2$s"}}}""".formatted(Plivo.AUTH_ID, time);
    }

    private static String uri(Reader.Task task) {
        return "plivo-mdr:" + Plivo.AUTH_ID + "?authToken=" + Plivo.AUTH_TOKEN + "&baseUrl=" + task.plivo().url()
               + "&startTime=" + task.plivo().start() + "&endTime=" + task.plivo().end()
               + "&initialDelay=0&delay=1000&watermarkRepository=#position"
               + (task.rechecks() ? "&recheckAfter=" + RECHECK_AFTER : "")
               + "&concurrentRequests=" + task.inFlight() + "&listRequestsPerMinute=" + task.listsPerMinute()
               + "&requestsPerSecond=" + task.requestsPerSecond();
    }
}
