package io.github.camelplivo.mdr.support;

import java.io.FileOutputStream;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.component.file.cluster.FileLockClusterService;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.impl.cluster.ClusteredRoutePolicy;
import org.apache.camel.model.RouteDefinition;
import org.h2.jdbcx.JdbcDataSource;

/**
 * A process of several, of which one at a time reads the feed: the elected one, or without an election the last one.
 */
public final class ElectedRoute {

    private ElectedRoute() {
    }

    /**
     * @param arguments {@code master}, {@code policy} or {@code none}, the folder of the lock or {@code lease}, the
     *                  feed's URI, the journal, and the URL of the database, which is {@code #positions} in the URI
     */
    public static void main(String[] arguments) throws Exception {
        ChildRoute.endWithParent();
        JdbcDataSource positions = new JdbcDataSource();
        positions.setURL(arguments[4]);
        try (DefaultCamelContext context = new DefaultCamelContext();
             FileOutputStream journal = new FileOutputStream(arguments[3])) {
            context.disableJMX();
            context.getCamelContextExtension().setName(Path.of(arguments[3]).getFileName().toString());
            context.getRegistry().bind("positions", positions);
            context.addService(arguments[1].equals("lease") ? new LeaseClusterService(positions) : fileLock(arguments[1]));
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() throws Exception {
                    RouteDefinition route = from((arguments[0].equals("master") ? "master:mdr:" : "") + arguments[2]);
                    if (arguments[0].equals("policy")) {
                        route.routePolicy(ClusteredRoutePolicy.forNamespace("mdr"));
                    }
                    route.process(exchange -> JournalRoute.write(exchange, journal));
                }
            });
            context.start();
            new CountDownLatch(1).await();
        }
    }

    private static CamelClusterService fileLock(String folder) {
        FileLockClusterService cluster = new FileLockClusterService();
        cluster.setRoot(folder);
        cluster.setAcquireLockInterval(1, TimeUnit.SECONDS);
        return cluster;
    }
}
