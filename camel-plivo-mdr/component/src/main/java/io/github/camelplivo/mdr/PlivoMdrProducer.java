package io.github.camelplivo.mdr;

import java.util.List;

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
        switch (operation(exchange)) {
            case get -> get(exchange);
            case list -> list(exchange);
            case listAll -> listAll(exchange);
        }
    }

    private PlivoMdrOperation operation(Exchange exchange) {
        Object header = exchange.getMessage().getHeader(PlivoMdrConstants.OPERATION);
        return header == null ? getEndpoint().getConfiguration().getOperation() : PlivoMdrOperation.of(header.toString());
    }

    /** Until this producer, a route of the exchange or the context stops. */
    private Cancellation waiting(Exchange exchange) {
        return new CombinedCancellation(List.of(stop, getEndpoint().cancellations().of(exchange)));
    }

    private void get(Exchange exchange) throws Exception {
        MessageDetailRecord record = client.get(messageUuid(exchange), getEndpoint().producerPermit(), waiting(exchange));
        Message message = exchange.getMessage();
        message.setBody(record);
        PageExchanges.set(message, PlivoMdrConstants.API_ID, record.getApiId());
    }

    private String messageUuid(Exchange exchange) {
        String uuid = exchange.getMessage().getHeader(PlivoMdrConstants.MESSAGE_UUID, String.class);
        if (uuid == null) {
            uuid = getEndpoint().getConfiguration().getMessageUuid();
        }
        if (uuid == null) {
            uuid = exchange.getMessage().getBody(String.class);
        }
        if (uuid == null) {
            throw new IllegalArgumentException(
                    "No message uuid: set the header " + PlivoMdrConstants.MESSAGE_UUID
                                               + ", the option messageUuid, or the body");
        }
        return uuid.trim();
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
