package io.github.camelplivo.springbootkafka;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.springframework.stereotype.Component;

/** Writes every record, and each later version of it, as a message with the uuid as its key. */
@Component
public class FeedRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("plivo-mdr:{{plivo.auth-id}}?watermarkFile={{mdr.data}}/mdr.watermark&delay={{mdr.delay:60000}}")
            .routeId("feed")
            .split(body()).stopOnException()
                .setHeader(KafkaConstants.KEY, simple("${body.messageUuid}"))
                .to("{{mdr.to}}");
    }
}
