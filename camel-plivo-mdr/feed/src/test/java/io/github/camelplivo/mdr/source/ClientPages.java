package io.github.camelplivo.mdr.source;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.PermitRequest;
import io.github.camelplivo.mdr.client.MessageQuery;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.model.MdrPage;

/** Lets the tests of other packages read Plivo's list as a feed reads it. */
public final class ClientPages {

    private static final PlivoPageSource UNFILTERED = new PlivoPageSource(MessageQuery.builder().build(), e -> e);

    private ClientPages() {
    }

    public static MdrPage page(PlivoClient client, SweepId.Kind sweep, PageRequest request, Cancellation cancellation)
            throws Exception {
        return UNFILTERED.page(client, request, PermitRequest.of(PlivoPageSource.priority(sweep)), cancellation);
    }
}
