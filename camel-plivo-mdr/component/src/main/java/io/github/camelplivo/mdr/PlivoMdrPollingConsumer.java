package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.List;
import java.util.Objects;
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
import org.jspecify.annotations.Nullable;

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
    private final FeedFactory factory;
    private @Nullable Session session;

    /** What one start has opened. */
    private static final class Session {

        /** A page that a caller still holds after a restart is no longer awaited: it is redelivered. */
        private final Semaphore free = new Semaphore(1);
        private final OpenFeed openFeed;
        private final ExecutorService reader;
        /**
         * A read that a call started and no call has received yet; used only by the thread that has acquired
         * {@link #free}.
         */
        private @Nullable Future<Optional<FeedPage>> reading;

        private Session(OpenFeed openFeed, ExecutorService reader) {
            this.openFeed = openFeed;
            this.reader = reader;
        }
    }

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
        Cancellation cancellation = new CombinedCancellation(List.of(stop, getEndpoint().cancellations().ofContext()));
        OpenFeed openFeed = new FeedName(getEndpoint().getKey(), "pollEnrich")
                .call(() -> factory.open(this, cancellation, () -> {
                }));
        session = new Session(
                openFeed,
                getEndpoint().getCamelContext().getExecutorServiceManager().newSingleThreadExecutor(this, "PlivoMdrPoll"));
    }

    @Override
    protected void doStop() throws Exception {
        stop.stop();
        Session ending = session;
        if (ending == null) {
            return;
        }
        try {
            ending.openFeed.closeFeed();
        } finally {
            // releases the callers that wait for the page in use, one after the other
            ending.free.release();
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownNow(ending.reader);
            ending.openFeed.release();
        }
    }

    @Override
    public @Nullable Exchange receive() {
        return receive(FOR_EVER);
    }

    @Override
    public @Nullable Exchange receiveNoWait() {
        return receive(0);
    }

    @Override
    public @Nullable Exchange receive(long timeout) {
        try {
            long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(timeout);
            Session current = Objects.requireNonNull(session, "The consumer is not started");
            if (!current.free.tryAcquire(timeout, TimeUnit.MILLISECONDS)) {
                return null;
            }
            Optional<FeedPage> page = Optional.empty();
            try {
                page = await(current, end);
                return page.map(read -> exchange(current, read)).orElse(null);
            } finally {
                if (page.isEmpty()) {
                    current.free.release();
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
    private Optional<FeedPage> await(Session current, long end) throws Exception {
        long delay = getEndpoint().getTimeUnit().toNanos(getEndpoint().getDelay());
        while (true) {
            // not after a stop, even if this call waited for another one
            stop.pause(Duration.ZERO);
            Optional<FeedPage> page = read(current, end);
            long left = end - System.nanoTime();
            if (page.isPresent() || left <= 0) {
                return page;
            }
            stop.pause(Duration.ofNanos(Math.min(left, delay)));
        }
    }

    /** Empty if there is no page, or the time-out comes first. */
    private Optional<FeedPage> read(Session current, long end) throws Exception {
        Future<Optional<FeedPage>> reading = current.reading;
        if (reading == null) {
            reading = current.reader.submit(() -> {
                current.openFeed.feed().refreshClock();
                return current.openFeed.feed().next();
            });
            current.reading = reading;
        }
        try {
            Optional<FeedPage> page = reading.get(Math.max(0, end - System.nanoTime()), TimeUnit.NANOSECONDS);
            current.reading = null;
            return page;
        } catch (TimeoutException e) {
            return Optional.empty();
        } catch (ExecutionException e) {
            current.reading = null;
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private Exchange exchange(Session current, FeedPage page) {
        Exchange exchange = getEndpoint().createExchange();
        PageExchanges.fill(exchange.getMessage(), page);
        new PageCompletion(current.openFeed.feed(), page, result -> current.free.release()).awaitReceiver(exchange);
        return exchange;
    }
}
