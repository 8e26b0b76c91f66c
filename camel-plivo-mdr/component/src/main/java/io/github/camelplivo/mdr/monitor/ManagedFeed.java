package io.github.camelplivo.mdr.monitor;

import java.time.Duration;

import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.TabularData;

import org.apache.camel.api.management.ManagedAttribute;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.jspecify.annotations.Nullable;

/** A feed in JMX. Numbers are -1 where nothing is known. */
@ManagedResource(description = "Feed of Plivo message detail records")
public class ManagedFeed {

    private final FeedMonitor monitor;

    public ManagedFeed(FeedMonitor monitor) {
        this.monitor = monitor;
    }

    @ManagedAttribute(description = "Name of the feed: its watermark key")
    public String getFeed() {
        return monitor.name();
    }

    @ManagedAttribute(description = "Route, none under master:")
    public @Nullable String getRouteId() {
        return monitor.routeId();
    }

    @ManagedAttribute(description = "UP, DOWN or, before the first poll, UNKNOWN")
    public String getHealth() {
        FeedHealth health = monitor.health();
        return health.state() == null ? "UNKNOWN" : health.state().name();
    }

    @ManagedAttribute(description = "Why the feed is DOWN, or a remark")
    public @Nullable String getCause() {
        return monitor.health().message();
    }

    @ManagedAttribute(description = "When a page was last read or acknowledged, or a poll found nothing to read (ISO-8601)")
    public @Nullable String getLastSuccess() {
        return monitor.lastSuccess() == null ? null : monitor.lastSuccess().toString();
    }

    @ManagedAttribute(description = "Time since the last list request (seconds)")
    public long getLastRequestAge() {
        return monitor.sinceRequest().toSeconds();
    }

    @ManagedAttribute(description = "How far the clock of this machine is ahead of Plivo's (seconds); 0 up to 2 s")
    public double getClockOffset() {
        return Metric.decimal(monitor.client().clockOffset());
    }

    @ManagedAttribute(description = "Stretches of time that the feed cannot read and tries again later")
    public int getSetAside() {
        return monitor.status().setAside().size();
    }

    @ManagedAttribute(description = "Whether Plivo's list was not newest first; the feed then reads windows by offset")
    public boolean isUnordered() {
        return monitor.status().unordered();
    }

    @ManagedAttribute(description = "Unit of time in which the feed continues its windows")
    public String getResolution() {
        return monitor.status().resolution();
    }

    @ManagedAttribute(description = "Remembered versions of records")
    public long getVersions() {
        return monitor.status().versions();
    }

    @ManagedAttribute(description = "How far the live sweep is behind Plivo's time (seconds)")
    public long getLag() {
        return monitor.status().lag().toSeconds();
    }

    @ManagedAttribute(description = "Arriving records a second, recent average")
    public double getArrivals() {
        return monitor.status().arrivals();
    }

    @ManagedAttribute(description = "Records a second that can be read at this moment's rate")
    public double getCapacity() {
        return monitor.capacity();
    }

    @ManagedAttribute(description = "Share of the account's lists that its feeds need: above 1 they cannot keep up")
    public double getSaturation() {
        return monitor.saturation();
    }

    @ManagedAttribute(description = "Share of its time line that the backfill has read (0 to 1)")
    public double getBackfillShare() {
        return monitor.status().backfillShare();
    }

    @ManagedAttribute(description = "Time that the backfill still takes at the rate of the last minutes (seconds)")
    public long getBackfillTimeLeft() {
        return orUnknown(monitor.status().backfillTimeLeft());
    }

    @ManagedAttribute(description = "Whether the backfill is paused")
    public boolean isBackfillPaused() {
        return monitor.status().backfillPaused();
    }

    @ManagedAttribute(description = "Time until unread records are older than Plivo's 90 days (seconds)")
    public long getUntilLoss() {
        return orUnknown(monitor.status().untilLoss());
    }

    @ManagedAttribute(description = "Pages delivered since the start")
    public long getPages() {
        return monitor.status().pages();
    }

    @ManagedAttribute(description = "Records delivered since the start")
    public long getRecords() {
        return monitor.status().records();
    }

    @ManagedAttribute(description = "Requests sent by all endpoints with the same account and HTTP options, retries included")
    public long getRequests() {
        return monitor.client().requests();
    }

    @ManagedAttribute(description = "Requests of the account that Plivo answered with 429")
    public long getRateLimited() {
        return monitor.client().budget().rateLimited();
    }

    @ManagedAttribute(description = "Maximum number of list requests a minute at this moment")
    public double getListRequestsPerMinute() {
        return monitor.client().budget().listRequestsPerMinute();
    }

    @ManagedAttribute(description = "Responses that did not match their request")
    public long getMismatches() {
        return monitor.client().mismatches();
    }

    @ManagedAttribute(description = "Differences between records and the fields that this version knows")
    public int getDrifts() {
        return monitor.client().schemaDrifts();
    }

    @ManagedAttribute(description = "Each sweep: its position, its deliveries and its failure")
    public @Nullable TabularData getSweeps() throws OpenDataException {
        return SweepTable.of(monitor.status().sweeps());
    }

    @ManagedOperation(description = "Pauses the backfill, while live reads and rechecks continue")
    public void pauseBackfill() {
        monitor.feed().pauseBackfill();
    }

    @ManagedOperation(description = "Resumes the backfill at the next poll")
    public void resumeBackfill() {
        monitor.feed().resumeBackfill();
    }

    @ManagedOperation(description = "From the next poll on, reads everything again from an instant, such as 2026-11-21T12:00:00Z")
    public void reread(String from) {
        monitor.reread(from);
    }

    private static long orUnknown(@Nullable Duration duration) {
        return duration == null ? -1 : duration.toSeconds();
    }
}
