package io.github.camelplivo.springboot;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/** Every page of records as one file, a JSON array, for others to pick up. */
@Component
public class FeedRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("plivo-mdr:{{plivo.auth-id}}?watermarkFile={{mdr.data}}/mdr.watermark&delay={{mdr.delay}}")
                .routeId("feed")
                // a page that comes again after a crash has the same id, and takes the place of its file
                .to("file:{{mdr.data}}/pages?fileName=${header.CamelPlivoMdrPageId}.json&tempPrefix=writing-");
    }
}
