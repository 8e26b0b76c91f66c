package io.github.camelplivo.mdr;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.PermitRequest;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.client.PlivoException;
import io.github.camelplivo.mdr.feed.RangeReader;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.source.PlivoPageSource;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;
import org.jspecify.annotations.Nullable;

/** Fetches one record, one page, or all records of a time range. */
public class PlivoMdrProducer extends DefaultProducer {

    private static final String ALL_HEADERS = "CamelPlivoMdr*";
    /** The headers of a request; the next step may use them again. */
    private static final String[] INPUT = Stream.concat(Stream.of(PlivoMdrConstants.MESSAGE_UUID),
            Arrays.stream(MdrFilter.values()).map(MdrFilter::header)).toArray(String[]::new);

    /** Leased once per start, not for every exchange. */
    private volatile @Nullable ClientLease lease;

    PlivoMdrProducer(PlivoMdrEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public PlivoMdrEndpoint getEndpoint() {
        return (PlivoMdrEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        lease = getEndpoint().lease();
        super.doStart();
    }

    /** Camel also stops working producers when its cache is full: their requests complete normally. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (lease != null) {
            lease.close();
        }
    }

    private ClientLease lease() throws Exception {
        ClientLease shared = lease == null ? null : lease.share();
        return shared == null ? getEndpoint().lease() : shared;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        // of a sender or an earlier step: the route would take them for Plivo's current response
        exchange.getMessage().removeHeaders(ALL_HEADERS, INPUT);
        try (ClientLease leased = lease()) {
            switch (getEndpoint().getConfiguration().getOperation()) {
                case get -> get(exchange, leased.client());
                case list -> list(exchange, leased.client());
                case listAll -> listAll(exchange, leased.client().clock());
            }
        } catch (PlivoException e) {
            throw PlivoMdrException.of(e);
        }
    }

    /** Until a route of the exchange or the context stops. */
    private Cancellation waiting(Exchange exchange) {
        return getEndpoint().cancellations().of(exchange);
    }

    private void get(Exchange exchange, PlivoClient client) throws Exception {
        MessageDetailRecord record = client.get(
                RequestedUuid.of(getEndpoint().getConfiguration(), exchange), permit(),
                waiting(exchange));
        Message message = exchange.getMessage();
        message.setBody(record);
        PageExchanges.set(message, PlivoMdrConstants.API_ID, record.getApiId());
    }

    private void list(Exchange exchange, PlivoClient client) throws Exception {
        MdrPage page = client.list(
                MdrQueries.forPage(getEndpoint().getConfiguration(), exchange), permit(),
                waiting(exchange));
        Message message = exchange.getMessage();
        PageExchanges.fill(message, page);
        PageExchanges.set(message, PlivoMdrConstants.NEXT, page.getMeta().next());
        PageExchanges.set(message, PlivoMdrConstants.PREVIOUS, page.getMeta().previous());
        PageExchanges.set(message, PlivoMdrConstants.TOTAL_COUNT, page.getMeta().totalCount());
    }

    private PermitRequest permit() {
        return new PermitRequest(
                Priority.PRODUCER, getEndpoint(), 0, Duration.ofMillis(getEndpoint().getConfiguration().getPermitTimeout()));
    }

    /** The iterator reads while the route iterates, which may be after this producer was stopped. */
    private void listAll(Exchange exchange, Clock plivoClock) throws Exception {
        Map<MdrFilter, String> filters = MdrQueries.filters(getEndpoint().getConfiguration(), exchange);
        TimeRange range = TimeRange.of(filters, plivoClock);
        PermitRequest permit = new PermitRequest(Priority.BACKFILL, getEndpoint(), 0, null);
        PlivoPageSource pages = new PlivoPageSource(MdrQueries.forRange(filters), PlivoMdrException::of);
        Cancellation cancellation = waiting(exchange);
        // the route never closes the iterator, so it holds no client between two pages
        PageSource source = request -> {
            try (ClientLease leased = getEndpoint().lease()) {
                return pages.page(leased.client(), request, permit, cancellation);
            }
        };
        exchange.getMessage()
                .setBody(new RecordIterator(new RangeReader(range.window(), source, plivoClock), range::contains, exchange));
    }
}
