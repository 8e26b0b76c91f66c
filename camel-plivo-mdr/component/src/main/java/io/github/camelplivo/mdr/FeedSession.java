package io.github.camelplivo.mdr;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Lock;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.log.FeedName;
import io.github.camelplivo.mdr.monitor.FeedLog;
import io.github.camelplivo.mdr.monitor.FeedMonitor;
import io.github.camelplivo.mdr.monitor.FeedMonitoring;
import io.github.camelplivo.mdr.monitor.FeedRegistry;
import io.github.camelplivo.mdr.monitor.PollHistory;
import org.apache.camel.CamelContext;

/**
 * One start of a consumer: the feed that it opens, its monitoring, and the page that is in the route. Each start
 * creates a new session, so a thread of an earlier start cannot change the status of a later one.
 */
final class FeedSession {

    private static final FeedLogger LOG = FeedLogger.of(FeedSession.class);
    /** Time for a poll that is ending to write its position. */
    private static final long SECONDS_TO_END = 5;

    private final FeedName name;
    private final FeedRegistry registry;
    private final PlivoMdrConsumer consumer;
    private final OpenFeed openFeed;
    private final PollHistory polls;
    private final PageDelivery delivery;
    private final FeedLog log;
    private final FeedMonitor monitor;
    private final FeedMonitoring monitoring;
    private volatile boolean reading;
    private volatile boolean ended;
    private boolean finished;

    private FeedSession(FeedName name, PlivoMdrConsumer consumer, FeedFactory factory, FeedLog log, Cancellation cancellation)
                                                                                                                               throws Exception {
        PlivoMdrEndpoint endpoint = consumer.getEndpoint();
        CamelContext context = endpoint.getCamelContext();
        this.name = name;
        this.consumer = consumer;
        this.log = log;
        registry = FeedRegistry.of(context);
        openFeed = factory.open(consumer, cancellation, this::pageRead);
        try {
            polls = new PollHistory(openFeed.client().clock(), endpoint.nanoTime());
            delivery = new PageDelivery(consumer, openFeed.feed(), polls, log);
            log.restart(name, polls);
            monitor = new FeedMonitor(name.name(), registry, consumer, openFeed.client(), openFeed.feed(), polls);
            monitoring = new FeedMonitoring(monitor, context, endpoint.isHealthCheckEnabled());
        } catch (Exception | Error e) {
            try {
                openFeed.closeFeed();
            } finally {
                openFeed.release();
            }
            throw e;
        }
    }

    /** Fails when an option is wrong or the watermark cannot be read, and then leaves nothing open. */
    static FeedSession open(PlivoMdrConsumer consumer, FeedFactory factory, FeedLog log, Cancellation cancellation)
            throws Exception {
        PlivoMdrEndpoint endpoint = consumer.getEndpoint();
        FeedRegistry registry = FeedRegistry.of(endpoint.getCamelContext());
        String unique
                = registry.enter(endpoint.getKey(), FeedFactory.sharedPlace(endpoint.getConfiguration()), consumer);
        FeedName name = new FeedName(unique, consumer.getRouteId() == null ? null : "route " + consumer.getRouteId());
        try {
            return name.call(() -> new FeedSession(name, consumer, factory, log, cancellation));
        } catch (Exception | Error e) {
            registry.leave(consumer);
            name.run(() -> consumer.cannotStart(e));
            throw e;
        }
    }

    FeedName name() {
        return name;
    }

    Feed feed() {
        return openFeed.feed();
    }

    PollHistory polls() {
        return polls;
    }

    /**
     * The next page, empty when everything that has settled was read. While it waits, each page from Plivo counts as
     * progress.
     */
    Optional<FeedPage> next() throws Exception {
        reading = true;
        try {
            return feed().next();
        } finally {
            reading = false;
        }
    }

    /** Called by any thread. A page that is read ahead while the route hangs is not progress. */
    private void pageRead() {
        if (reading) {
            succeeded();
        }
    }

    void succeeded() {
        polls.succeeded();
        report();
    }

    /** The poll has read everything that has settled. */
    void allRead() {
        // while the live sweep fails, the poll finds nothing because the sweep waits for its next attempt
        if (feed().progress().live().failingSince() == null) {
            succeeded();
        }
        if (!finished && feed().isFinished()) {
            finished = true;
            LOG.info("The feed has reached its endTime, {}: no more records will be delivered",
                    consumer.getEndpoint().getConfiguration().getEndTime());
        }
    }

    /**
     * Logs changes of state. A poll that ends during the stop logs nothing: its feed is no longer registered with the
     * others.
     */
    void report() {
        if (!ended) {
            log.report(monitor);
        }
    }

    PageDelivery delivery() {
        return delivery;
    }

    /** First step of the stop: ends waits and monitoring. */
    void end() {
        delivery.stop();
        ended = true;
        monitoring.close();
    }

    /**
     * Second step: writes the position.
     *
     * @param polling held by a poll, which has some time to end
     */
    void closeFeed(Lock polling) throws IOException {
        boolean quiet = false;
        try {
            quiet = polling.tryLock(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // a forced shutdown interrupts; close the feed nevertheless, or its position stays locked
            Thread.currentThread().interrupt();
        }
        try {
            openFeed.closeFeed();
        } finally {
            if (quiet) {
                polling.unlock();
            }
        }
    }

    /** Last step, when no poll runs any more. */
    void release() {
        registry.leave(consumer);
        openFeed.release();
    }
}
