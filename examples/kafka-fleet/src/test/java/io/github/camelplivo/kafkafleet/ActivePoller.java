package io.github.camelplivo.kafkafleet;

import java.util.concurrent.TimeUnit;

import io.github.camelplivo.kafkafleet.demo.Topics;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.main.Main;

/** One of several processes, only one of which reads the account at a time. */
public final class ActivePoller {

    private ActivePoller() {
    }

    /** @param arguments {@code master} or {@code policy}, and the folder of the lock */
    public static void main(String[] arguments) throws Exception {
        Main main = new Main();
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(arguments[1]);
        cluster.setAcquireLockInterval(1, TimeUnit.SECONDS);
        main.configure().addRoutesBuilder(new Feed(arguments[0].equals("master"), cluster));
        main.run();
    }

    private static final class Feed extends RouteBuilder {

        private static final String FEED = "plivo-mdr:{{feed.account}}?authToken={{feed.token}}&watermarkRepository=#positions"
                                           + "&settle=1s&delay=200&initialDelay=0";

        private final boolean master;
        private final FileLockClusterService cluster;

        Feed(boolean master, FileLockClusterService cluster) {
            this.master = master;
            this.cluster = cluster;
        }

        @Override
        public void configure() throws Exception {
            KafkaPositions positions = new KafkaPositions(
                    getContext().resolvePropertyPlaceholders("{{camel.component.kafka.brokers}}"), Topics.POSITIONS);
            bindToRegistry("positions", positions);
            getContext().addService(positions);
            getContext().addService(cluster);
            (master
                    ? from("master:mdr:" + FEED)
                    : from(FEED).routePolicy(ClusteredRoutePolicy.forNamespace("mdr")))
                    .split(body()).stopOnException()
                        .setHeader("sweep", constant("live"))
                        .setHeader("process", constant(String.valueOf(ProcessHandle.current().pid())))
                        .setHeader(KafkaConstants.KEY, simple("${body.messageUuid}"))
                        .convertBodyTo(String.class)
                        .to("kafka:{{fleet.records}}");
        }
    }
}
