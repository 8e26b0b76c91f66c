package io.github.camelplivo.kafkabridge;

import io.github.camelplivo.mdr.PlivoMdrNotFoundException;
import io.github.camelplivo.mdr.PlivoMdrRejectedException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.ManualCommit;

/** From Plivo to Kafka, and from requests in Kafka by way of Plivo to replies in Kafka. */
public final class Routes extends RouteBuilder {

    @Override
    public void configure() {
        records();
        requests();
    }

    /** Every record, and every later version of it, is a message with the uuid as its key. */
    private void records() {
        // each exchange is one page of at most 20 records
        from("plivo-mdr:{{plivo.auth-id}}?startTime={{bridge.start}}&settle={{bridge.settle}}&delay={{bridge.delay}}"
             + "&recheckAfter={{bridge.recheck-after}}"
             + "&watermarkFile={{bridge.folder}}/mdr.watermark&idempotentRepository=#versions")
                .routeId("records")
                // the records after a failure would fail too; the whole page is redelivered
                .split(body()).stopOnException()
                    .setHeader(KafkaConstants.KEY, simple("${body.messageUuid}"))
                    // continues when Kafka has acknowledged the record
                    .to("kafka:{{bridge.topic}}");
    }

    /** A request is a uuid. The reply has its key and its headers. */
    private void requests() {
        // A request is complete when its reply is sent, not when it was polled (autoCommitEnable). A request that fails is polled
        // again (breakOnFirstError). The default of pollOnError skips a request when Kafka itself fails.
        from("kafka:{{bridge.topic}}-requests?groupId={{bridge.topic}}-bridge&autoOffsetReset=earliest"
             + "&autoCommitEnable=false&allowManualCommit=true&breakOnFirstError=true&pollOnError=RECONNECT")
                .routeId("requests")
                // Plivo is down or refuses the token: a retry may succeed
                .onException(Exception.class)
                    .maximumRedeliveries(5).redeliveryDelay("{{bridge.redelivery-delay}}")
                    .useExponentialBackOff().backOffMultiplier(2)
                .end()
                // there is no such message, or this is not a uuid: a retry would not succeed
                .onException(PlivoMdrNotFoundException.class, PlivoMdrRejectedException.class, IllegalArgumentException.class)
                    .handled(true)
                    .setHeader("reason", exceptionMessage())
                    .to("kafka:{{bridge.topic}}-dead-letters")
                    .process(new ManualCommit())
                .end()
                // only the body selects the message: clients of the topic must not set headers of the component
                .removeHeaders("CamelPlivoMdr*")
                .to("plivo-mdr:{{plivo.auth-id}}")
                .to("kafka:{{bridge.topic}}-answers")
                .process(new ManualCommit());
    }
}
