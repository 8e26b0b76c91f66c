package io.github.camelplivo.karaf;

import org.apache.camel.builder.RouteBuilder;

/** Poll, route, file: each record becomes a file, in a folder of its direction. */
final class MdrRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("plivo-mdr:{{plivo.auth-id}}?startTime={{mdr.start-time}}&delay={{mdr.delay}}"
             + "&watermarkFile={{mdr.folder}}/mdr.watermark"
             // as far as they are configured
             + "&baseUrl={{?plivo.base-url}}&listRequestsPerMinute={{?plivo.list-requests-per-minute}}")
                .routeId("mdr")
                // the watermark moves when all files of a page are written
                .split(body())
                    .choice()
                        .when(simple("${body.messageDirection} == 'inbound'"))
                            .to(files("inbound"))
                        .otherwise()
                            .to(files("outbound"));
    }

    /** A file appears when it is complete. If the record has been there before, the earlier file goes into a folder {@code twice}. */
    private static String files(String folder) {
        return "file:{{mdr.folder}}/" + folder + "?fileName=${body.messageUuid}.json&tempPrefix=."
               + "&fileExist=Move&moveExisting=twice/${file:name}";
    }
}
