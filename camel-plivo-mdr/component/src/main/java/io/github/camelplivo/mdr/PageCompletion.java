package io.github.camelplivo.mdr;

import java.io.IOException;
import java.util.Objects;
import java.util.function.Consumer;

import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.log.FeedLogger;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Acknowledges a page when every exchange that it waits for has ended successfully. */
final class PageCompletion {

    /** The property of an exchange that refers to the completion of its page. */
    static final String PROPERTY = "CamelPlivoMdrPageCompletion";

    /**
     * @param acknowledged whether the position is past the page; otherwise the page is redelivered
     * @param inRoute      whether the route failed, and not a later step
     * @param problem      why not; {@code null} if it is, or if the consumer stopped
     */
    record Result(boolean acknowledged, boolean inRoute, @Nullable String problem) {

        static final Result STOPPED = new Result(false, false, null);
    }

    private static final FeedLogger LOG = FeedLogger.of(PageCompletion.class);

    private final Feed feed;
    private final String pageId;
    private final Consumer<Result> result;
    private @Nullable FeedPage page;
    private int waitingFor;
    private @Nullable String problem;

    /** @param result receives the result, once, from the thread that ended the last exchange */
    PageCompletion(Feed feed, FeedPage page, Consumer<Result> result) {
        this.feed = feed;
        this.page = page;
        this.pageId = page.id();
        this.result = result;
    }

    /** Makes the page wait for an exchange that a route processes. */
    void await(Exchange exchange) {
        if (oneMore()) {
            ExchangeEnd.ofRouted(exchange, this::ended);
        }
    }

    /** Makes the page wait for the exchange that takes over the completions of this one, as with {@code pollEnrich}. */
    void awaitReceiver(Exchange exchange) {
        if (oneMore()) {
            ExchangeEnd.ofReceived(exchange, this::ended);
        }
    }

    private synchronized boolean oneMore() {
        if (page == null) {
            // too late: the page is acknowledged, or will be redelivered
            return false;
        }
        waitingFor++;
        return true;
    }

    private void ended(@Nullable String failure) {
        FeedPage done;
        synchronized (this) {
            problem = problem == null ? failure : problem;
            waitingFor--;
            if (waitingFor > 0) {
                return;
            }
            done = Objects.requireNonNull(page);
            // code may keep the exchange for longer; the records need not stay in memory
            page = null;
        }
        result.accept(problem == null ? feed.name().call(() -> acknowledge(done)) : new Result(false, true, problem));
    }

    /**
     * Throws nothing, because a completion must not. If the position cannot be written, the feed delivers no further
     * page.
     */
    private Result acknowledge(FeedPage done) {
        try {
            feed.acknowledge(done);
            return new Result(true, false, null);
        } catch (IOException | RuntimeException e) {
            LOG.error(
                    "The route processed page {}, but the position after it could not be stored: {}. The feed delivers no"
                      + " further page until it can store the position; if the process ends before that, this page is redelivered",
                    pageId, Causes.text(e), e);
            return new Result(
                    false, false, "the position after page " + pageId + " could not be stored: " + Causes.text(e));
        }
    }

    @Override
    public String toString() {
        return "completion of page " + pageId;
    }
}
