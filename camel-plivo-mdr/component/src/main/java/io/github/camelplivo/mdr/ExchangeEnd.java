package io.github.camelplivo.mdr;

import java.lang.ref.Cleaner;
import java.util.function.Consumer;

import io.github.camelplivo.mdr.client.Causes;
import org.apache.camel.Exchange;
import org.apache.camel.Ordered;
import org.apache.camel.spi.Synchronization;
import org.apache.camel.spi.SynchronizationVetoable;
import org.jspecify.annotations.Nullable;

/**
 * The end of one exchange, by its final state. The exchange has ended when its route has, and so has the exchange that
 * took over its completions, as behind {@code seda:}. If the route fails, this class awaits nothing else. If a step
 * dropped a completion, so that no code can call it any more, the exchange has failed; the garbage collector reveals
 * this.
 * <p>
 * Camel decides before the first completion whether it calls {@code onComplete} or {@code onFailure}, but a completion
 * may still fail, as that of camel-kafka's transactions: therefore these completions come last, and look at the
 * exchange themselves.
 */
final class ExchangeEnd {

    private static final Cleaner CLEANER = Cleaner.create();

    private @Nullable Consumer<@Nullable String> callback;
    private boolean routed;
    private boolean completed;
    private @Nullable String problem;

    private ExchangeEnd(Consumer<@Nullable String> callback) {
        this.callback = callback;
    }

    /** @param callback receives the reason of the failure, or {@code null} after success; called once */
    static void ofRouted(Exchange exchange, Consumer<@Nullable String> callback) {
        ExchangeEnd end = new ExchangeEnd(callback);
        exchange.getExchangeExtension().addOnCompletion(end.new Last(true));
        end.awaitCompletion(exchange);
    }

    /** For an exchange that no route processes: another exchange takes over its completions. */
    static void ofReceived(Exchange exchange, Consumer<@Nullable String> callback) {
        ExchangeEnd end = new ExchangeEnd(callback);
        end.routed = true;
        end.awaitCompletion(exchange);
    }

    private void awaitCompletion(Exchange exchange) {
        // this must stay the only reference to it
        Synchronization completion = new Last(false);
        CLEANER.register(completion, this::dropped);
        exchange.getExchangeExtension().addOnCompletion(completion);
    }

    private void dropped() {
        ended(false, "Its exchange was dropped before it completed, for example by a full seda: queue");
    }

    private void ended(boolean ofRoute, @Nullable String failure) {
        Consumer<@Nullable String> ended = null;
        synchronized (this) {
            routed |= ofRoute;
            // if the route failed, a step may have dropped its completion
            completed |= !ofRoute || failure != null;
            problem = problem == null ? failure : problem;
            if (routed && completed) {
                ended = callback;
                callback = null;
            }
        }
        if (ended != null) {
            ended.accept(problem);
        }
    }

    /** The exchange may have failed without an exception, and with one although the callback says success. */
    private static @Nullable String failure(Exchange exchange) {
        if (exchange.isFailed()) {
            Exception e = exchange.getException();
            return Causes.text(e);
        }
        return exchange.isRollbackOnly() || exchange.isRollbackOnlyLast() ? "The exchange was marked for rollback" : null;
    }

    /** Called after all other completions. */
    private final class Last implements SynchronizationVetoable, Ordered {

        /** Whether this belongs to the route and stays with its exchange, or to the exchange that takes over. */
        private final boolean ofRoute;

        Last(boolean ofRoute) {
            this.ofRoute = ofRoute;
        }

        @Override
        public void onComplete(Exchange exchange) {
            ended(ofRoute, failure(exchange));
        }

        @Override
        public void onFailure(Exchange exchange) {
            String failure = failure(exchange);
            // another completion may have removed the exception
            ended(ofRoute, failure == null ? "The exchange failed" : failure);
        }

        @Override
        public boolean allowHandover() {
            return !ofRoute;
        }

        @Override
        public void beforeHandover(Exchange target) {
            // has the same effect there as here
        }

        @Override
        public int getOrder() {
            // after Ordered.LOWEST; among equals, the one that was added first comes last
            return Integer.MAX_VALUE;
        }
    }
}
