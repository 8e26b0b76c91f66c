package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedProgress;
import io.github.camelplivo.mdr.feed.WatermarkLostException;
import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.monitor.FeedLog;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Emits the pages of the feed, one exchange after the other. A poll lasts until the feed has read everything that has
 * settled, which in a backfill may take hours; it ends at once when the consumer is suspended or stopped while it waits
 * for Plivo.
 */
public class PlivoMdrConsumer extends ScheduledPollConsumer {

    private static final FeedLogger LOG = FeedLogger.of(PlivoMdrConsumer.class);

    private final CancellationSource stop = new CancellationSource();
    private final FeedLog log = new FeedLog();
    private final FeedFactory factory;
    /** Held while the feed is used: a scheduler may have more than one thread. */
    private final ReentrantLock polling = new ReentrantLock();
    private volatile @Nullable FeedSession session;

    PlivoMdrConsumer(PlivoMdrEndpoint endpoint, Processor processor, FeedFactory factory) {
        super(endpoint, processor);
        this.factory = factory;
        // unless the endpoint has another, or bridgeErrorHandler
        setExceptionHandler(log);
    }

    @Override
    public PlivoMdrEndpoint getEndpoint() {
        return (PlivoMdrEndpoint) super.getEndpoint();
    }

    /** The progress of the feed; null unless the consumer is started. */
    public @Nullable FeedProgress getProgress() {
        FeedSession current = session;
        return current == null ? null : current.feed().progress();
    }

    @Override
    protected void doStart() throws Exception {
        stop.reset();
        // here and not in the first poll, so that an unreadable watermark fails the start
        session = FeedSession.open(this, factory, log, stop);
        super.doStart();
    }

    private FeedSession session() {
        return Objects.requireNonNull(session, "The consumer is not started");
    }

    /** Camel does not name the route in every case. */
    void cannotStart(Throwable e) {
        LOG.error("The feed cannot start: {}", Causes.text(e));
    }

    /** Also called later, by a user, where {@code startScheduler=false}. */
    @Override
    public void startScheduler() {
        session().polls().started(Duration.ofNanos(getTimeUnit().toNanos(Math.max(0, getInitialDelay()))));
        super.startScheduler();
    }

    @Override
    protected void doSuspend() throws Exception {
        stop.stop();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        stop.reset();
        session().polls().resumed();
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        stop.stop();
        FeedSession ending = session;
        session = null;
        if (ending == null) {
            super.doStop();
            return;
        }
        ending.name().run(ending::end);
        try {
            // before the scheduler interrupts its thread, which would lose a position that is being written
            ending.name().run(() -> ending.closeFeed(polling));
        } finally {
            super.doStop();
            ending.release();
        }
    }

    /** A poll reads everything there is; another one at once would only redeliver a failing page without a pause. */
    @Override
    public boolean isGreedy() {
        return false;
    }

    @Override
    protected int poll() throws Exception {
        if (!polling.tryLock()) {
            return 0;
        }
        try {
            FeedSession current = session;
            return current == null ? 0 : current.name().call(() -> pollFeed(current));
        } catch (Error e) {
            // the scheduler would never call again
            throw new RuntimeCamelException("Polling failed with " + e, e);
        } finally {
            polling.unlock();
        }
    }

    private int pollFeed(FeedSession current) throws Exception {
        current.polls().polled();
        try {
            return deliverPages(current);
        } catch (WatermarkLostException e) {
            current.polls().stopped(Causes.text(e));
            throw e;
        } catch (Exception | Error e) {
            current.polls().failed(Causes.text(e));
            throw e;
        } finally {
            current.polls().polled();
            current.report();
        }
    }

    /** @return how many pages were handed to the route, also if the last of them failed: such a poll is not idle */
    private int deliverPages(FeedSession current) throws Exception {
        int pages = 0;
        current.feed().refreshClock();
        Optional<FeedPage> page = next(current);
        while (page.isPresent()) {
            pages++;
            if (!current.delivery().deliver(page.get())) {
                return pages;
            }
            current.polls().succeeded();
            page = next(current);
        }
        reportStretch(current.feed().stretchFailure());
        current.allRead();
        return pages;
    }

    /** The feed logs the failure itself. A custom handler of the endpoint may need the response. */
    private void reportStretch(@Nullable Exception failure) {
        if (failure != null && getExceptionHandler() != log) {
            getExceptionHandler().handleException("The feed still cannot read a stretch of time that it set aside", failure);
        }
    }

    private Optional<FeedPage> next(FeedSession current) throws Exception {
        if (!isPollAllowed()) {
            return Optional.empty();
        }
        try {
            Optional<FeedPage> page = current.next();
            // Plivo has responded: the readiness check must not wait for a long backfill
            forceConsumerAsReady();
            return page;
        } catch (InterruptedException e) {
            if (!stop.isStopped() && isPollAllowed()) {
                throw e;
            }
            return Optional.empty();
        }
    }
}
