package io.github.camelplivo.jmsbridge;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.github.camelplivo.mdr.client.PlivoMdrNotFoundException;
import org.apache.activemq.artemis.api.core.ActiveMQDuplicateIdException;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;

/** The bridge: records to a queue, and answers to questions about single messages. */
public final class BridgeRoutes extends RouteBuilder {

    @Override
    public void configure() {
        recordsToQueue();
        answersToQuestions();
    }

    private void recordsToQueue() {
        from("plivo-mdr:{{plivo.auth-id}}?watermarkFile={{bridge.folder}}/mdr.watermark&idempotentRepository=#versions"
             + "&recheckAfter={{bridge.recheck-after}}&settle={{bridge.settle}}&delay={{bridge.delay}}").routeId("records")
                .doTry()
                    .to("direct:page-in-one-transaction")
                .doCatch(ActiveMQDuplicateIdException.class)
                    // an earlier attempt got through, but its success was never heard of: the broker keeps what it has
                    // and takes the rest, which it does not do in a transaction
                    .to("direct:page")
                .end();

        // the records of a page are on the queue together or not at all
        from("direct:page-in-one-transaction").transacted()
                .to("direct:page");

        from("direct:page")
                .split(body()).stopOnException()
                    .setHeader("JMSCorrelationID", simple("${body.messageUuid}"))
                    // with the fingerprint, so that a changed version of a record is no duplicate
                    .setHeader("_AMQ_DUPL_ID", simple("${body.messageUuid}:${body.fingerprint}"))
                    .convertBodyTo(String.class)
                    .to("jms:queue:{{bridge.records}}");
    }

    /** A question leaves its queue together with the answer's arrival; while Plivo does not answer it stays. */
    private void answersToQuestions() {
        from("jms:queue:{{bridge.questions}}?transacted=true&lazyCreateTransactionManager=false&concurrentConsumers=4"
             + "&asyncStartListener=true").routeId("lookup")
                .onException(PlivoMdrNotFoundException.class)
                    .handled(true)
                    .process(exchange -> refuse(exchange, "Plivo has no such message: it may be of another account, older than"
                                                          + " 90 days, or so young that it is not there yet"))
                .end()
                .onException(IllegalArgumentException.class)
                    .handled(true)
                    .process(exchange -> refuse(
                            exchange, exchange.getProperty(Exchange.EXCEPTION_CAUGHT, Exception.class).getMessage()))
                .end()
                .convertBodyTo(String.class)
                // who may write to the queue asks by the body alone
                .removeHeaders("CamelPlivoMdr*")
                .to("plivo-mdr:{{plivo.auth-id}}")
                .convertBodyTo(String.class);
    }

    private static void refuse(Exchange exchange, String error) {
        String question = exchange.getMessage().getBody(String.class);
        exchange.getMessage().setBody(JsonNodeFactory.instance.objectNode()
                .put("message_uuid", question).put("error", error).toString());
    }
}
