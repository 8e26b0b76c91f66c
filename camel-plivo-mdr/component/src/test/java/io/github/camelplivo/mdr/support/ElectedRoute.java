package io.github.camelplivo.mdr.support;

import java.io.FileOutputStream;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;

/** A process of several, of which one at a time reads the feed: the one that has the lock of a file. */
public final class ElectedRoute {

    private ElectedRoute() {
    }

    /** @param arguments {@code master} or {@code policy}, the folder of the lock, the feed's URI, and the journal */
    public static void main(String[] arguments) throws Exception {
        ChildRoute.endWithParent();
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(arguments[1]);
        cluster.setAcquireLockInterval(1, TimeUnit.SECONDS);
        try (DefaultCamelContext context = new DefaultCamelContext();
             FileOutputStream journal = new FileOutputStream(arguments[3])) {
            context.disableJMX();
            context.addService(cluster);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() throws Exception {
                    (arguments[0].equals("master")
                            ? from("master:mdr:" + arguments[2])
                            : from(arguments[2]).routePolicy(ClusteredRoutePolicy.forNamespace("mdr")))
                            .process(exchange -> JournalRoute.write(exchange, journal));
                }
            });
            context.start();
            new CountDownLatch(1).await();
        }
    }
}
