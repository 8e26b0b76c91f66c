package io.github.camelplivo.karaf;

import org.apache.camel.builder.RouteBuilder;

/** Writes each record to a file, in a folder for its direction. */
final class MdrRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("plivo-mdr:{{plivo.auth-id}}?startTime={{mdr.start-time}}&delay={{mdr.delay}}"
             + "&watermarkFile={{mdr.folder}}/mdr.watermark"
             // options that the configuration may omit
             + "&baseUrl={{?plivo.base-url}}&listRequestsPerMinute={{?plivo.list-requests-per-minute}}")
                .routeId("mdr")
                // the watermark moves after all files of a page are written
                .split(body())
                    .choice()
                        .when(simple("${body.messageDirection} == 'inbound'"))
                            .to(files("inbound"))
                        .otherwise()
                            .to(files("outbound"));
    }

    /**
     * A file becomes visible when it is complete. If the record already has a file, that one moves to the folder {@code
     * twice}.
     */
    private static String files(String folder) {
        return "file:{{mdr.folder}}/" + folder + "?fileName=${body.messageUuid}.json&tempPrefix=."
               + "&fileExist=Move&moveExisting=twice/${file:name}";
    }
}
