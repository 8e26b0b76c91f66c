package io.github.camelplivo.mdr;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;

import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.log.FeedName;
import io.github.camelplivo.mdr.monitor.FeedLog;
import io.github.camelplivo.mdr.monitor.PollHistory;
import org.apache.camel.Exchange;

/** Hands pages to the route, one at a time, and awaits their completion. */
final class PageDelivery {

    private final PlivoMdrConsumer consumer;
    private final Feed feed;
    private final PollHistory polls;
    private final FeedLog log;
    private volatile CompletableFuture<PageCompletion.Result> inFlight = new CompletableFuture<>();

    PageDelivery(PlivoMdrConsumer consumer, Feed feed, PollHistory polls, FeedLog log) {
        this.consumer = consumer;
        this.feed = feed;
        this.polls = polls;
        this.log = log;
    }

    /** @return whether the page was processed and acknowledged; if not, the next poll redelivers it */
    boolean deliver(FeedPage page) throws InterruptedException {
        CompletableFuture<PageCompletion.Result> outcome = new CompletableFuture<>();
        inFlight = outcome;
        // checked after the assignment, so that a stop sees the page or the page sees the stop
        if (!consumer.isRunAllowed()) {
            return false;
        }
        polls.handedOut(page.id());
        try {
            FeedName.runSweep(page.sweep(), () -> process(page, new PageCompletion(feed, page, outcome::complete)));
            PageCompletion.Result result = outcome.get();
            if (result.problem() != null) {
                notCompleted(page, result.inRoute(), result.problem());
            }
            return result.acknowledged();
        } catch (ExecutionException e) {
            throw new IllegalStateException("An outcome is never exceptional", e);
        } finally {
            polls.handedBack();
        }
    }

    /** Awaits the page in the route no longer. If it is not complete by now, it is redelivered after the next start. */
    void stop() {
        inFlight.complete(PageCompletion.Result.STOPPED);
    }

    private void notCompleted(FeedPage page, boolean inRoute, String problem) {
        if (!inRoute) {
            polls.failed(problem);
            return;
        }
        polls.routeFailed("page " + page.id() + " was not completed: " + problem);
        // a custom handler of the endpoint decides what to log
        if (consumer.getExceptionHandler() == log) {
            log.routeFailed(problem);
        }
    }

    /**
     * A separate method: the thread that awaits the page must not refer to the exchange, so that the garbage collector
     * reveals a dropped one.
     */
    private void process(FeedPage page, PageCompletion completion) {
        Exchange exchange = consumer.createExchange(true);
        PageExchanges.fill(exchange.getMessage(), page);
        exchange.setProperty(PageCompletion.PROPERTY, completion);
        completion.await(exchange);
        try {
            consumer.getAsyncProcessor().process(exchange, consumer.defaultConsumerCallback(exchange, true));
        } catch (Error e) {
            // Camel continues the exchange later, before the next one of this thread: it must not succeed
            exchange.setException(e);
            throw e;
        }
    }
}
