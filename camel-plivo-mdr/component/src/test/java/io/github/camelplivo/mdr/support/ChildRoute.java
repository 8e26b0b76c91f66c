package io.github.camelplivo.mdr.support;

import java.io.IOException;
import java.io.OutputStream;

import io.github.camelplivo.mdr.PlivoMdrConsumer;
import org.apache.camel.Processor;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

import static org.awaitility.Awaitility.await;

/** A route in a {@link ChildJvm}, from a feed to a processor. */
public final class ChildRoute {

    private ChildRoute() {
    }

    /** Returns when the feed has reached its {@code endTime}. */
    public static void run(String uri, Processor processor) throws Exception {
        endWithParent();
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.disableJMX();
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    from(uri).process(processor);
                }
            });
            context.start();
            PlivoMdrConsumer consumer = (PlivoMdrConsumer) context.getRoutes().get(0).getConsumer();
            await().forever().until(() -> consumer.getProgress().finished());
        }
    }

    /** Standard input is a pipe from the JVM of the test: it ends in every case when that JVM ends. */
    static void endWithParent() {
        Thread watch = new Thread(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // an end as well
            }
            Runtime.getRuntime().halt(1);
        }, "parent watch");
        watch.setDaemon(true);
        watch.start();
    }
}
