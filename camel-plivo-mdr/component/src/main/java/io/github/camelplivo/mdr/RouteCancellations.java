package io.github.camelplivo.mdr;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.budget.CombinedCancellation;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Route;
import org.apache.camel.spi.ShutdownPrepared;
import org.apache.camel.support.ExchangeHelper;
import org.apache.camel.support.LifecycleStrategySupport;
import org.apache.camel.support.service.ServiceSupport;

/**
 * Ends the waits of exchanges as soon as the context, or a route that they are in, begins to stop. Camel stops
 * producers last, after it has waited for their exchanges, up to 45 seconds.
 */
final class RouteCancellations extends LifecycleStrategySupport {

    /** A service of the route, because Camel announces the stop of a route only to its services. */
    private static final class RouteStop extends ServiceSupport implements ShutdownPrepared {

        private final CancellationSource source = new CancellationSource();

        @Override
        public void prepareShutdown(boolean suspendOnly, boolean forced) {
            if (!suspendOnly) {
                source.stop();
            }
        }
    }

    private final CancellationSource contextStop = new CancellationSource();
    private final Map<String, CancellationSource> routes = new ConcurrentHashMap<>();

    void start(CamelContext context) {
        contextStop.reset();
        context.addLifecycleStrategy(this);
        onRoutesAdd(context.getRoutes());
    }

    void stop(CamelContext context) {
        contextStop.stop();
        context.getLifecycleStrategies().remove(this);
        routes.clear();
    }

    @Override
    public void onContextStopping(CamelContext context) {
        contextStop.stop();
    }

    /** Also called when a route starts again: its services are new then. */
    @Override
    public void onRoutesAdd(Collection<Route> added) {
        for (Route route : added) {
            RouteStop stop = new RouteStop();
            route.addService(stop);
            routes.put(route.getRouteId(), stop.source);
        }
    }

    @Override
    public void onRoutesRemove(Collection<Route> removed) {
        removed.forEach(route -> routes.remove(route.getRouteId()));
    }

    /** Ends with the context. */
    Cancellation ofContext() {
        return contextStop;
    }

    /** Ends with the context, the route that the exchange came from, or the one that it is in. */
    Cancellation of(Exchange exchange) {
        List<Cancellation> sources = new ArrayList<>(List.of(contextStop));
        Stream.of(exchange.getFromRouteId(), ExchangeHelper.getRouteId(exchange)).filter(Objects::nonNull).distinct()
                .map(routes::get).filter(Objects::nonNull).forEach(sources::add);
        return new CombinedCancellation(sources);
    }
}
