package io.github.camelplivo.quarkus;

import org.apache.camel.builder.RouteBuilder;

/** Writes every page of records to one file, a JSON array, for other programs to read. */
public class FeedRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("plivo-mdr:{{plivo.auth-id}}?watermarkFile={{mdr.data}}/mdr.watermark&delay={{mdr.delay}}")
                .routeId("feed")
                // a page that is redelivered after a crash has the same id, and replaces its file
                .to("file:{{mdr.data}}/pages?fileName=${header.CamelPlivoMdrPageId}.json&tempPrefix=writing-");
    }
}
