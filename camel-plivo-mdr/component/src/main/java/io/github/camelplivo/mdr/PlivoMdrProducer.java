package io.github.camelplivo.mdr;

import java.util.Arrays;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.support.DefaultProducer;

/** Fetches one record, one page, or all records of a stretch of time. */
public class PlivoMdrProducer extends DefaultProducer {

    private static final String ALL_HEADERS = "CamelPlivoMdr*";
    /** The headers that ask; the next step may ask with them again. */
    private static final String[] INPUT = Stream.concat(Stream.of(PlivoMdrConstants.MESSAGE_UUID),
            Arrays.stream(MdrFilter.values()).map(MdrFilter::header)).toArray(String[]::new);

    /** Taken once a start and not for every exchange. */
    private volatile ClientLease lease;

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

    /** Camel also stops producers at work, when its cache is full: their requests end as if nothing had happened. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        if (lease != null) {
            lease.close();
        }
    }

    private ClientLease lease() throws Exception {
        ClientLease own = lease == null ? null : lease.share();
        return own == null ? getEndpoint().lease() : own;
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        // of a stranger or an earlier step: they would pass for what Plivo answers now
        exchange.getMessage().removeHeaders(ALL_HEADERS, INPUT);
        try (ClientLease own = lease()) {
            switch (getEndpoint().getConfiguration().getOperation()) {
                case get -> get(exchange, own.client());
                case list -> list(exchange, own.client());
                case listAll -> listAll(exchange, own.client());
            }
        }
    }

    /** Until a route of the exchange or the context stops. */
    private Cancellation waiting(Exchange exchange) {
        return getEndpoint().cancellations().of(exchange);
    }

    private void get(Exchange exchange, PlivoClient client) throws Exception {
        MessageDetailRecord record = client.get(
                RequestedUuid.of(getEndpoint().getConfiguration(), exchange), getEndpoint().producerPermit(),
                waiting(exchange));
        Message message = exchange.getMessage();
        message.setBody(record);
        PageExchanges.set(message, PlivoMdrConstants.API_ID, record.getApiId());
    }

    private void list(Exchange exchange, PlivoClient client) throws Exception {
        MdrPage page = client.list(
                MdrQueries.forPage(getEndpoint().getConfiguration(), exchange), getEndpoint().producerPermit(),
                waiting(exchange));
        Message message = exchange.getMessage();
        PageExchanges.fill(message, page);
        PageExchanges.set(message, PlivoMdrConstants.NEXT, page.getMeta().next());
        PageExchanges.set(message, PlivoMdrConstants.PREVIOUS, page.getMeta().previous());
        PageExchanges.set(message, PlivoMdrConstants.TOTAL_COUNT, page.getMeta().totalCount());
    }

    private void listAll(Exchange exchange, PlivoClient client) throws Exception {
        exchange.getMessage().setBody(getEndpoint().records(exchange, client.clock()));
    }
}
