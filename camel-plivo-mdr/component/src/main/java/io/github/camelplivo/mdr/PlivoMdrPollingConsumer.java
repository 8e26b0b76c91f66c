package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.budget.CombinedCancellation;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.log.FeedName;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.support.PollingConsumerSupport;

/**
 * One page a call, for {@code pollEnrich} and {@code ConsumerTemplate}. The feed acknowledges the page when the
 * exchange that received it has completed, and redelivers it to the next call if that failed. Until then a further call
 * waits.
 * <p>
 * A call returns after its time-out, even if Plivo has not responded. A thread of this consumer then finishes reading
 * the page for the next call: if it were cancelled, a server slower than the time-out could never be read.
 * <p>
 * Camel's own polling consumer would read pages into a queue, where they get no completion when the route stops.
 */
class PlivoMdrPollingConsumer extends PollingConsumerSupport {

    private static final long FOR_EVER = TimeUnit.DAYS.toMillis(36_500);

    private final CancellationSource stop = new CancellationSource();
    private Semaphore free;
    private final FeedFactory factory;
    private OpenFeed openFeed;
    private ExecutorService reader;
    /**
     * A read that a call started and no call has received yet; used only by the thread that has acquired {@link #free}.
     */
    private Future<Optional<FeedPage>> reading;

    PlivoMdrPollingConsumer(PlivoMdrEndpoint endpoint, FeedFactory factory) {
        super(endpoint);
        this.factory = factory;
    }

    @Override
    public PlivoMdrEndpoint getEndpoint() {
        return (PlivoMdrEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        stop.reset();
        // a page that a caller still holds after a restart is no longer awaited: it is redelivered
        free = new Semaphore(1);
        reading = null;
        Cancellation cancellation = new CombinedCancellation(List.of(stop, getEndpoint().cancellations().ofContext()));
        openFeed = new FeedName(getEndpoint().getKey(), "pollEnrich").call(() -> factory.open(this, cancellation, () -> {
        }));
        reader = getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "PlivoMdrPoll");
    }

    @Override
    protected void doStop() throws Exception {
        stop.stop();
        if (openFeed != null) {
            openFeed.closeFeed();
            // releases the callers that wait for the page in use, one after the other
            free.release();
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(reader);
            openFeed.release();
        }
    }

    @Override
    public Exchange receive() {
        return receive(FOR_EVER);
    }

    @Override
    public Exchange receiveNoWait() {
        return receive(0);
    }

    @Override
    public Exchange receive(long timeout) {
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
            if (!free.tryAcquire(timeout, TimeUnit.MILLISECONDS)) {
                return null;
            }
            Optional<FeedPage> page = Optional.empty();
            try {
                page = await(end);
                return page.map(this::exchange).orElse(null);
            } finally {
                if (page.isEmpty()) {
                    free.release();
                }
            }
        } catch (InterruptedException | RejectedExecutionException e) {
            // stopped while waiting
            return null;
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
    }

    /** Polls every {@code delay} until there is a page or the time-out. */
    private Optional<FeedPage> await(long end) throws Exception {
        long delay = getEndpoint().getTimeUnit().toNanos(getEndpoint().getDelay());
        while (true) {
            // not after a stop, even if this call waited for another one
            stop.pause(Duration.ZERO);
            Optional<FeedPage> page = read(end);
            long left = end - System.nanoTime();
            if (page.isPresent() || left <= 0) {
                return page;
            }
            stop.pause(Duration.ofNanos(Math.min(left, delay)));
        }
    }

    /** Empty if there is no page, or the time-out comes first. */
    private Optional<FeedPage> read(long end) throws Exception {
        if (reading == null) {
            reading = reader.submit(() -> {
                openFeed.feed().refreshClock();
                return openFeed.feed().next();
            });
        }
        try {
            Optional<FeedPage> page = reading.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            reading = null;
            return page;
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            reading = null;
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private Exchange exchange(FeedPage page) {
        Exchange exchange = getEndpoint().createExchange();
        Semaphore held = free;
        PageExchanges.fill(exchange.getMessage(), page);
        new PageCompletion(openFeed.feed(), page, result -> held.release()).awaitReceiver(exchange);
        return exchange;
    }
}
