package io.github.camelplivo.jmsbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelplivo.mdr.PlivoMdrNotFoundException;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The bridge: sends records to a queue, and replies to requests for single messages. */
public final class BridgeRoutes extends RouteBuilder {

    @Override
    public void configure() {
        recordsToQueue();
        repliesToRequests();
    }

    private void recordsToQueue() {
        from("plivo-mdr:{{plivo.auth-id}}?watermarkFile={{bridge.folder}}/mdr.watermark&idempotentRepository=#versions"
             + "&recheckAfter={{bridge.recheck-after}}&settle={{bridge.settle}}&delay={{bridge.delay}}").routeId("records")
                .doTry()
                    .to("direct:page-in-one-transaction")
                .doCatch(ActiveMQDuplicateIdException.class)
                    // an earlier attempt succeeded, but its acknowledgement was lost: outside a transaction the broker drops
                    // the messages that it already has and accepts the others
                    .to("direct:page")
                .end();

        // the queue receives all records of a page or none
        from("direct:page-in-one-transaction").transacted()
                .to("direct:page");

        from("direct:page")
                .split(body()).stopOnException()
                    .setHeader("JMSCorrelationID", simple("${body.messageUuid}"))
                    // with the fingerprint, so that a changed version of a record is not a duplicate
                    .setHeader("_AMQ_DUPL_ID", simple("${body.messageUuid}:${body.fingerprint}"))
                    .convertBodyTo(String.class)
                    .to("jms:queue:{{bridge.records}}");
    }

    /**
     * The transaction removes a request from its queue when it sends the reply. While Plivo does not respond, the
     * request stays.
     */
    private void repliesToRequests() {
        from("jms:queue:{{bridge.questions}}?transacted=true&lazyCreateTransactionManager=false&concurrentConsumers=4"
             + "&asyncStartListener=true").routeId("lookup")
                .onException(PlivoMdrNotFoundException.class)
                    .handled(true)
                    .process(exchange -> refuse(exchange, "Plivo has no such message: it may be of another account, older than"
                                                          + " 90 days, or too new to be listed"))
                .end()
                .onException(IllegalArgumentException.class)
                    .handled(true)
                    .process(exchange -> refuse(
                            exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage()))
                .end()
                .convertBodyTo(String.class)
                // only the body selects the message: clients of the queue must not set headers of the component
                .removeHeaders("CamelPlivoMdr*")
                .to("plivo-mdr:{{plivo.auth-id}}")
                .convertBodyTo(String.class);
    }

    private static void refuse(Exchange exchange, String error) {
        String requested = exchange.getMessage().getBody(String.class);
        exchange.getMessage().setBody(JsonNodeFactory.instance.objectNode()
                .put("message_uuid", requested).put("error", error).toString());
    }
}
