package io.github.camelplivo.mdr;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.PermitRequest;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.client.MessageQuery;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.client.PlivoMdrMalformedException;
import io.github.camelplivo.mdr.client.PlivoMdrRejectedException;
import io.github.camelplivo.mdr.client.PlivoMdrUnavailableException;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.window.MalformedPageException;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.RefusedException;
import io.github.camelplivo.mdr.feed.window.UnavailableException;
import io.github.camelplivo.mdr.model.MdrPage;

/**
 * Plivo's list as a source of pages: a page request becomes a query of the client, its failures become those of the
 * feed.
 */
final class PlivoPageSource {

    private final MessageQuery filters;

    /** @param filters of every page, without times */
    PlivoPageSource(MessageQuery filters) {
        this.filters = filters;
    }

    MdrPage page(PlivoClient client, PageRequest request, PermitRequest permit, Cancellation cancellation) throws Exception {
        MessageQuery query = filters.withWindow(request.window().from(), request.window().to()).withOffset(request.offset())
                .withLimit(request.limit());
        try {
            return client.list(query, permit, cancellation);
        } catch (PlivoMdrMalformedException e) {
            throw new MalformedPageException(e.getRawBody(), String.valueOf(e.getProblem()), e.getApiId(), e);
        } catch (PlivoMdrRejectedException e) {
            throw e.getStatusCode() == 400 ? new RefusedException(e) : e;
        } catch (PlivoMdrUnavailableException e) {
            throw new UnavailableException(e);
        }
    }

    /** The class of the budget that a sweep's requests use. */
    static Priority priority(SweepId.Kind sweep) {
        return switch (sweep) {
            case LIVE -> Priority.LIVE;
            case RECHECK -> Priority.RECHECK;
            case BACKFILL -> Priority.BACKFILL;
        };
    }
}
