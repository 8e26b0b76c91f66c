package io.github.camelplivo.springbootkafka;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.springframework.stereotype.Component;

/** Every record, and every later version of it, is a message with the uuid as its key. */
@Component
public class FeedRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("plivo-mdr:{{plivo.auth-id}}?watermarkFile={{feed.folder}}/mdr.watermark&delay={{feed.delay}}")
                .routeId("feed")
                // what follows a failure would fail too; the whole page comes again
                .split(body()).stopOnException()
                    .setHeader(KafkaConstants.KEY, simple("${body.messageUuid}"))
                    // completes when Kafka has acknowledged the record
                    .to("kafka:{{feed.topic}}");
    }
}
