package io.github.camelplivo.mdr.source;

import java.util.List;
import java.util.function.Function;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.PermitRequest;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.client.MessageQuery;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.client.PlivoException;
import io.github.camelplivo.mdr.client.PlivoMalformedException;
import io.github.camelplivo.mdr.client.PlivoRejectedException;
import io.github.camelplivo.mdr.client.PlivoUnavailableException;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.SweepPageSource;
import io.github.camelplivo.mdr.feed.window.MalformedPageException;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.RefusedException;
import io.github.camelplivo.mdr.feed.window.UnavailableException;
import io.github.camelplivo.mdr.model.MdrPage;

/**
 * Plivo's list as a source of pages: a page request becomes a query of the client, its failures become those of the
 * feed.
 */
public final class PlivoPageSource {

    private final MessageQuery filters;
    private final Function<PlivoException, Exception> failure;

    /**
     * @param filters of every page, without times
     * @param failure turns a failure of the client into the one that the users of the feed receive
     */
    public PlivoPageSource(MessageQuery filters, Function<PlivoException, Exception> failure) {
        this.filters = filters;
        this.failure = failure;
    }

    /**
     * @throws InterruptedException as soon as the cancellation is stopped
     * @throws Exception            why there is no page, as the feed understands it
     */
    public MdrPage page(PlivoClient client, PageRequest request, PermitRequest permit, Cancellation cancellation)
            throws Exception {
        MessageQuery query = filters.withWindow(request.window().from(), request.window().to()).withOffset(request.offset())
                .withLimit(request.limit());
        try {
            return client.list(query, permit, cancellation);
        } catch (PlivoMalformedException e) {
            throw new MalformedPageException(e.getRawBody(), String.valueOf(e.getProblem()), e.getApiId(), failure.apply(e));
        } catch (PlivoRejectedException e) {
            throw e.getStatusCode() == 400 ? new RefusedException(failure.apply(e)) : failure.apply(e);
        } catch (PlivoUnavailableException e) {
            throw new UnavailableException(failure.apply(e));
        } catch (PlivoException e) {
            throw failure.apply(e);
        }
    }

    /**
     * The pages of one feed. Its sweeps take turns inside their class of the budget, and of a sweep's windows the one
     * that is delivered next is read first.
     */
    public SweepPageSource forFeed(PlivoClient client, Cancellation cancellation) {
        Object feed = new Object();
        return (sweep, request) -> {
            PermitRequest permit = new PermitRequest(
                    priority(sweep.kind()), List.of(feed, sweep), request.window().from().getEpochSecond(), null);
            return page(client, request, permit, cancellation);
        };
    }

    /** The class of the budget that a sweep's requests use. */
    public static Priority priority(SweepId.Kind sweep) {
        return switch (sweep) {
            case LIVE -> Priority.LIVE;
            case RECHECK -> Priority.RECHECK;
            case BACKFILL -> Priority.BACKFILL;
        };
    }
}
