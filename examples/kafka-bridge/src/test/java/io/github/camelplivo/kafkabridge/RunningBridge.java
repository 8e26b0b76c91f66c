package io.github.camelplivo.kafkabridge;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelplivo.kafkabridge.demo.InProcessKafka;
import io.github.camelplivo.kafkabridge.demo.SimulatedPlivo;
import io.github.camelplivo.mdr.model.MdrPage;
import org.apache.camel.Exchange;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.spi.CamelEvent.ExchangeFailedEvent;
import org.apache.camel.support.EventNotifierSupport;

/** The bridge in this process; counts completed and failed pages. */
final class RunningBridge implements AutoCloseable {

    private final Main main = new Main(Routes.class);
    private final AtomicInteger completedPages = new AtomicInteger();
    private final AtomicInteger failedPages = new AtomicInteger();

    RunningBridge(SimulatedPlivo plivo, InProcessKafka kafka, Path folder, Map<String, String> properties) throws Exception {
        plivo.properties().forEach(main::addOverrideProperty);
        properties.forEach(main::addOverrideProperty);
        main.addOverrideProperty("camel.component.kafka.brokers", kafka.brokers());
        main.addOverrideProperty("bridge.folder", folder.toString());
        // a stop waits for this request
        main.addOverrideProperty("camel.component.kafka.poll-timeout-ms", "200");
        main.bind("counter", new EventNotifierSupport() {
            @Override
            public void notify(CamelEvent event) {
                if (event instanceof ExchangeFailedEvent failed && isPage(failed.getExchange())) {
                    failedPages.incrementAndGet();
                } else if (event instanceof ExchangeCompletedEvent completed && isPage(completed.getExchange())) {
                    completedPages.incrementAndGet();
                }
            }
        });
        main.start();
    }

    private static boolean isPage(Exchange exchange) {
        return exchange.getMessage().getBody() instanceof MdrPage;
    }

    int completedPages() {
        return completedPages.get();
    }

    int failedPages() {
        return failedPages.get();
    }

    @Override
    public void close() {
        main.stop();
    }
}
