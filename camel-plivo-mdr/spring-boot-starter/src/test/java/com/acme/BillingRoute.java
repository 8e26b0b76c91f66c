package com.acme;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

@Component
public class BillingRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("plivo-mdr:{{plivo.auth-id}}?watermarkFile={{mdr.data}}/mdr.watermark").routeId("billing")
                .split(body()).to("{{billing.queue}}");
    }
}
