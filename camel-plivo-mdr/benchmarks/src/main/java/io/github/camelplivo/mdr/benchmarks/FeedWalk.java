package io.github.camelplivo.mdr.benchmarks;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import io.github.camelplivo.mdr.PlivoMdrConsumer;
import io.github.camelplivo.mdr.model.MdrPage;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;

/** {@link Walk#FEED}. */
final class FeedWalk {

    private FeedWalk() {
    }

    static AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception {
        CamelContext context = Routes.start(new RouteBuilder() {
            @Override
            public void configure() {
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

    private static String uri(Reader.Task task) {
        return "plivo-mdr:" + Plivo.AUTH_ID + "?authToken=" + Plivo.AUTH_TOKEN + "&baseUrl=" + task.plivo().url()
               + "&startTime="
               + task.plivo().start() + "&endTime=" + task.plivo().end() + "&settle=" + task.settle()
               + "&initialDelay=0&delay=1000"
               + "&concurrentRequests=" + task.inFlight() + "&listRequestsPerMinute=" + task.listsPerMinute()
               + "&requestsPerSecond=" + task.requestsPerSecond();
    }
}
