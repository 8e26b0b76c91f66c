package io.github.camelplivo.mdr;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;

import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedProgress;
import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.log.FeedName;
import io.github.camelplivo.mdr.monitor.FeedLog;
import io.github.camelplivo.mdr.monitor.FeedMonitor;
import io.github.camelplivo.mdr.monitor.FeedMonitoring;
import io.github.camelplivo.mdr.monitor.FeedRegistry;
import io.github.camelplivo.mdr.monitor.PollHistory;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Emits the pages of the feed, one exchange after the other. A poll lasts until everything that has settled was read,
 * which in a backfill may be hours; it ends at once when the consumer is suspended or stopped while it waits for Plivo.
 */
public class PlivoMdrConsumer extends ScheduledPollConsumer {

    private static final FeedLogger LOG = FeedLogger.of(PlivoMdrConsumer.class);
    /** For a poll that is about to end: it only has to write down where it is. */
    private static final long SECONDS_TO_END = 5;

    private final CancellationSource stop = new CancellationSource();
    private final FeedLog log = new FeedLog();
    /** Held by whoever uses the feed: a scheduler may have more than one thread. */
    private final ReentrantLock polling = new ReentrantLock();
    private volatile Feed feed;
    private ClientLease lease;
    private ExecutorService readers;
    private volatile CompletableFuture<PageCompletion.Result> inFlight = new CompletableFuture<>();
    private boolean over;
    private volatile boolean reading;
    private PollHistory polls;
    private volatile FeedMonitor monitor;
    private volatile FeedName name;
    private FeedMonitoring reports;

    PlivoMdrConsumer(PlivoMdrEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        // unless the endpoint has another, or bridgeErrorHandler
        setExceptionHandler(log);
    }

    @Override
    public PlivoMdrEndpoint getEndpoint() {
        return (PlivoMdrEndpoint) super.getEndpoint();
    }

    /** How far the feed has come; null unless the consumer is started. */
    public FeedProgress getProgress() {
        Feed open = feed;
        return open == null ? null : open.progress();
    }

    @Override
    protected void doStart() throws Exception {
        stop.reset();
        over = false;
        String unique = FeedRegistry.of(getEndpoint().getCamelContext())
                .enter(getEndpoint().getKey(), getEndpoint().getConfiguration().getWatermarkRepository(), this);
        name = new FeedName(unique, getRouteId() == null ? null : "route " + getRouteId());
        try {
            // here and not in the first poll, so that a watermark that cannot be read fails the start
            name.run(this::open);
        } catch (Exception | Error e) {
            // Camel stops nothing that did not start
            giveBack();
            // nor does it say in every case which route it was
            name.run(() -> LOG.error("The feed cannot start: {}", Causes.text(e)));
            throw e;
        }
        super.doStart();
    }

    private void open() throws Exception {
        lease = getEndpoint().lease();
        PlivoClient client = lease.client();
        PollHistory fresh = new PollHistory(client.clock(), getEndpoint().nanoTime());
        polls = fresh;
        log.restart(name, fresh);
        readers = getEndpoint().newReaders(this);
        feed = getEndpoint().openFeed(client, stop, readers, () -> pageRead(fresh));
        monitor = new FeedMonitor(name.name(), FeedRegistry.of(getEndpoint().getCamelContext()), this, client, feed, fresh);
        reports = new FeedMonitoring(monitor, getEndpoint().getCamelContext(), getEndpoint().isHealthCheckEnabled());
    }

    /** Also called later, by a user, where {@code startScheduler=false}. */
    @Override
    public void startScheduler() {
        polls.started(Duration.ofNanos(getTimeUnit().toNanos(Math.max(0, getInitialDelay()))));
        super.startScheduler();
    }

    /** Called by any thread. To read ahead while the route hangs is no success. */
    private void pageRead(PollHistory own) {
        if (reading) {
            succeeded(own);
        }
    }

    private void succeeded(PollHistory own) {
        own.succeeded();
        look();
    }

    private void look() {
        FeedMonitor known = monitor;
        if (known != null) {
            log.look(known);
        }
    }

    @Override
    protected void doSuspend() throws Exception {
        stop.stop();
        super.doSuspend();
    }

    @Override
    protected void doResume() throws Exception {
        stop.reset();
        polls.resumed();
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        stop.stop();
        FeedName own = name;
        if (own != null) {
            own.run(this::end);
        }
        super.doStop();
        giveBack();
    }

    private void giveBack() {
        FeedRegistry.of(getEndpoint().getCamelContext()).leave(this);
        getEndpoint().shutdown(readers);
        readers = null;
        if (lease != null) {
            lease.close();
        }
    }

    private void end() throws IOException {
        // an exchange that is not complete by now is no longer waited for: its page comes again after the next start
        inFlight.complete(PageCompletion.Result.STOPPED);
        // a poll that ends now must not log what it sees without the others
        monitor = null;
        if (reports != null) {
            reports.close();
            reports = null;
        }
        // first: the scheduler interrupts its thread, and what is being written down at this moment would be lost
        closeFeed();
    }

    private void closeFeed() throws IOException {
        boolean quiet = false;
        try {
            quiet = polling.tryLock(SECONDS_TO_END, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            // a forced shutdown interrupts: the feed must be closed all the same, or its position stays locked
            Thread.currentThread().interrupt();
        }
        try {
            if (feed != null) {
                feed.close();
                feed = null;
            }
        } finally {
            if (quiet) {
                polling.unlock();
            }
        }
    }

    /** A poll reads everything there is; another one at once would only bring a failing page again without a pause. */
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
            return name.call(() -> pollAndTell(polls));
        } catch (Error e) {
            // the scheduler would never call again
            throw new RuntimeCamelException("Polling failed with " + e, e);
        } finally {
            polling.unlock();
        }
    }

    private int pollAndTell(PollHistory own) throws Exception {
        own.polled();
        try {
            Feed open = feed;
            return open == null ? 0 : pollPages(open);
        } catch (Exception | Error e) {
            own.failed(Causes.text(e));
            throw e;
        } finally {
            own.polled();
            look();
        }
    }

    private int pollPages(Feed open) throws Exception {
        int pages = 0;
        open.look();
        Optional<FeedPage> page = next(open);
        while (page.isPresent()) {
            // a page that fails is no idle poll
            pages++;
            if (!deliver(open, page.get())) {
                return pages;
            }
            polls.succeeded();
            page = next(open);
        }
        Exception stretch = open.stretchFailure();
        if (stretch != null && getExceptionHandler() != log) {
            // the feed logs it, and a handler of the endpoint's own may want the answer
            getExceptionHandler().handleException("A stretch of time that was set aside cannot be read yet", stretch);
        }
        if (open.progress().live().failingSince() == null) {
            // else it found nothing because it waits for the next attempt
            succeeded(polls);
        }
        if (!over && open.isOver()) {
            over = true;
            LOG.info("The feed has come to its endTime, {}: nothing more will be delivered",
                    getEndpoint().getConfiguration().getEndTime());
        }
        return pages;
    }

    private Optional<FeedPage> next(Feed open) throws Exception {
        if (!isPollAllowed()) {
            return Optional.empty();
        }
        reading = true;
        try {
            Optional<FeedPage> page = open.next();
            // Plivo has answered: a long backfill must not keep the readiness check waiting
            forceConsumerAsReady();
            return page;
        } catch (InterruptedException e) {
            if (!stop.isStopped() && isPollAllowed()) {
                throw e;
            }
            return Optional.empty();
        } finally {
            reading = false;
        }
    }

    /** @return whether the page was processed and acknowledged; else it comes again in the next poll */
    private boolean deliver(Feed open, FeedPage page) throws InterruptedException {
        CompletableFuture<PageCompletion.Result> outcome = new CompletableFuture<>();
        inFlight = outcome;
        if (!isRunAllowed()) {
            return false;
        }
        PollHistory own = polls;
        own.handedOut(page.id());
        try {
            FeedName.runSweep(page.sweep(), () -> process(page, new PageCompletion(open, page, outcome::complete)));
            PageCompletion.Result result = outcome.get();
            if (result.problem() != null) {
                notCompleted(own, page, result);
            }
            return result.acknowledged();
        } catch (ExecutionException e) {
            throw new IllegalStateException("An outcome is never exceptional", e);
        } finally {
            own.handedBack();
        }
    }

    private void notCompleted(PollHistory own, FeedPage page, PageCompletion.Result result) {
        if (!result.inRoute()) {
            own.failed(result.problem());
            return;
        }
        own.routeFailed("page " + page.id() + " was not completed: " + result.problem());
        // a handler of the endpoint's own decides what is logged
        if (getExceptionHandler() == log) {
            log.routeFailed(result.problem());
        }
    }

    /** A method of its own: who waits for the page must not refer to its exchange, so that a dropped one is noticed. */
    private void process(FeedPage page, PageCompletion completion) {
        Exchange exchange = createExchange(true);
        PageExchanges.fill(exchange.getMessage(), page);
        exchange.setProperty(PageCompletion.PROPERTY, completion);
        completion.await(exchange);
        getAsyncProcessor().process(exchange, defaultConsumerCallback(exchange, true));
    }
}
