package io.github.camelplivo.mdr.monitor;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.camelplivo.mdr.feed.SweepProgress;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import org.apache.camel.CamelContext;
import org.jspecify.annotations.Nullable;

/** A feed in Micrometer. The only class that needs it, so that everything else runs without. */
public final class FeedMeters implements AutoCloseable {

    /** As in camel-micrometer. */
    private static final String USUAL_NAME = "metricsRegistry";

    private final MeterRegistry registry;
    private final FeedMonitor monitor;
    private final List<Meter> meters = new ArrayList<>();

    private FeedMeters(MeterRegistry registry, FeedMonitor monitor) {
        this.registry = registry;
        this.monitor = monitor;
    }

    /** @return {@code null} if the context has no registry of meters, or several and none with the usual name */
    public static @Nullable FeedMeters open(FeedMonitor monitor, CamelContext context) {
        MeterRegistry registry = context.getRegistry().lookupByNameAndType(USUAL_NAME, MeterRegistry.class);
        if (registry == null) {
            registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        }
        return registry == null ? null : new FeedMeters(registry, monitor).add();
    }

    private FeedMeters add() {
        for (Metric<FeedSnapshot> metric : Metric.OF_FEED) {
            add(metric, Tags.empty(), m -> metric.number(m.snapshot()));
        }
        for (SweepProgress sweep : monitor.status().sweeps()) {
            for (Metric<SweepProgress> metric : Metric.OF_SWEEP) {
                add(metric, Tags.of("sweep", sweep.name().toString()), m -> metric.number(m.sweep(sweep.name())));
            }
        }
        return this;
    }

    private void add(Metric<?> metric, Tags tags, ToDoubleFunction<FeedMonitor> value) {
        if (metric.meter() == null) {
            return;
        }
        String name = "plivo.mdr." + metric.meter();
        Tags all = tags.and("feed", monitor.name());
        meters.add(metric.counter()
                ? FunctionCounter.builder(name, monitor, value).tags(all).description(metric.description()).register(registry)
                : Gauge.builder(name, monitor, value).tags(all).baseUnit(metric.unit()).description(metric.description())
                        .register(registry));
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }
}
