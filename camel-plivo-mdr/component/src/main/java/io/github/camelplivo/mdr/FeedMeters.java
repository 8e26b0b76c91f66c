package io.github.camelplivo.mdr;

import java.time.Duration;
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

/** A feed in Micrometer. The only class that needs it, so that everything else runs without. */
final class FeedMeters implements AutoCloseable {

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
    static FeedMeters open(FeedMonitor monitor, CamelContext context) {
        MeterRegistry registry = context.getRegistry().lookupByNameAndType(USUAL_NAME, MeterRegistry.class);
        if (registry == null) {
            registry = context.getRegistry().findSingleByType(MeterRegistry.class);
        }
        return registry == null ? null : new FeedMeters(registry, monitor).add();
    }

    private FeedMeters add() {
        gauge("lag", "seconds", "How far the live sweep is behind Plivo's time", m -> seconds(m.status().lag()));
        gauge("last.success.age", "seconds", "Since a page was read or acknowledged, or nothing was left to read",
                m -> seconds(m.sinceSuccess()));
        gauge("last.request.age", "seconds", "Since the feed last asked for a list", m -> seconds(m.sinceRequest()));
        gauge("clock.offset", "seconds", "How far the clock of this machine is ahead of Plivo's; negative if behind",
                m -> seconds(m.client().clockOffset()));
        gauge("set.aside", null, "Stretches of time that cannot be read and are tried again later",
                m -> m.status().setAside().size());
        gauge("unordered", null, "1 if Plivo's list was seen not to be newest first", m -> m.status().unordered() ? 1 : 0);
        gauge("arrivals", "records/s", "Records that arrive, recent average", m -> m.status().arrivals());
        gauge("capacity", "records/s", "Records that can be read at this moment's rate", FeedMonitor::capacity);
        gauge("saturation", null, "What the feeds of the account need of the capacity", FeedMonitor::saturation);
        gauge("backfill.share", null, "How much of its time line the backfill has read", m -> m.status().backfillShare());
        gauge("backfill.time.left", "seconds", "How long the backfill will take",
                m -> seconds(m.status().backfillTimeLeft()));
        gauge("until.loss", "seconds", "Until records that were not read yet are older than 90 days",
                m -> seconds(m.status().untilLoss()));
        gauge("list.requests.per.minute", null, "Lists a minute that are sent at most",
                m -> m.client().budget().listRequestsPerMinute());
        counter("requests", "Requests of all endpoints with the account and HTTP options", Tags.empty(),
                m -> m.client().requests());
        counter("rate.limited", "Requests of the account answered with 429", Tags.empty(),
                m -> m.client().budget().rateLimited());
        counter("mismatches", "Answers that did not match their question", Tags.empty(), FeedMonitor::mismatches);
        counter("drifts", "Ways in which records differ from those known", Tags.empty(), m -> m.client().schemaDrifts());
        int sweeps = monitor.status().sweeps().size();
        for (int i = 0; i < sweeps; i++) {
            sweep(i);
        }
        return this;
    }

    private void sweep(int i) {
        Tags tag = Tags.of("sweep", monitor.status().sweeps().get(i).name().toString());
        counter("pages", "Pages delivered", tag, m -> sweep(m, i).pages());
        counter("records", "Records delivered", tag, m -> sweep(m, i).records());
        counter("lists", "Lists that were answered", tag, m -> sweep(m, i).requests());
        counter("rows", "Rows read, delivered or known", tag, m -> sweep(m, i).rows());
    }

    private static SweepProgress sweep(FeedMonitor monitor, int i) {
        return monitor.status().sweeps().get(i);
    }

    private void gauge(String name, String unit, String description, ToDoubleFunction<FeedMonitor> value) {
        meters.add(Gauge.builder("plivo.mdr." + name, monitor, value).tag("feed", monitor.name()).baseUnit(unit)
                .description(description).register(registry));
    }

    private void counter(String name, String description, Tags tags, ToDoubleFunction<FeedMonitor> value) {
        meters.add(FunctionCounter.builder("plivo.mdr." + name, monitor, value).tags(tags).tag("feed", monitor.name())
                .description(description).register(registry));
    }

    private static double seconds(Duration duration) {
        return duration == null ? Double.NaN : FeedMonitor.decimal(duration);
    }

    @Override
    public void close() {
        meters.forEach(registry::remove);
    }
}
