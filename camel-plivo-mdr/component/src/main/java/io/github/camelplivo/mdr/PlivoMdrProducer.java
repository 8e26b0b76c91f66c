package io.github.camelplivo.mdr;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.CancellationSource;
import io.github.camelplivo.mdr.budget.CombinedCancellation;
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

    private final CancellationSource stop = new CancellationSource();
    /** Looked up once a start and not for every exchange. */
    private PlivoClient client;

    PlivoMdrProducer(PlivoMdrEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public PlivoMdrEndpoint getEndpoint() {
        return (PlivoMdrEndpoint) super.getEndpoint();
    }

    @Override
    protected void doStart() throws Exception {
        stop.reset();
        client = getEndpoint().getClient();
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        stop.stop();
        super.doStop();
    }

    @Override
    public void process(Exchange exchange) throws Exception {
        // of a stranger or an earlier step: they would pass for what Plivo answers now
        exchange.getMessage().removeHeaders(ALL_HEADERS, INPUT);
        switch (getEndpoint().getConfiguration().getOperation()) {
            case get -> get(exchange);
            case list -> list(exchange);
            case listAll -> listAll(exchange);
        }
    }

    /** Until this producer, a route of the exchange or the context stops. */
    private Cancellation waiting(Exchange exchange) {
        return new CombinedCancellation(List.of(stop, getEndpoint().cancellations().of(exchange)));
    }

    private void get(Exchange exchange) throws Exception {
        MessageDetailRecord record = client.get(
                RequestedUuid.of(getEndpoint().getConfiguration(), exchange), getEndpoint().producerPermit(),
                waiting(exchange));
        Message message = exchange.getMessage();
        message.setBody(record);
        PageExchanges.set(message, PlivoMdrConstants.API_ID, record.getApiId());
    }

    private void list(Exchange exchange) throws Exception {
        MdrPage page = client.list(
                MdrQueries.forPage(getEndpoint().getConfiguration(), exchange), getEndpoint().producerPermit(),
                waiting(exchange));
        Message message = exchange.getMessage();
        PageExchanges.fill(message, page);
        PageExchanges.set(message, PlivoMdrConstants.NEXT, page.getMeta().next());
        PageExchanges.set(message, PlivoMdrConstants.PREVIOUS, page.getMeta().previous());
        PageExchanges.set(message, PlivoMdrConstants.TOTAL_COUNT, page.getMeta().totalCount());
    }

    private void listAll(Exchange exchange) throws Exception {
        exchange.getMessage().setBody(getEndpoint().records(exchange));
    }
}
