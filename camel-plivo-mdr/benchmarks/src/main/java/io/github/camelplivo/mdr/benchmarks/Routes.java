package io.github.camelplivo.mdr.benchmarks;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;

/** A Camel context with only these routes. */
final class Routes {

    private Routes() {
    }

    static CamelContext start(RouteBuilder routes) throws Exception {
        CamelContext context = new DefaultCamelContext();
        context.disableJMX();
        context.addRoutes(routes);
        context.start();
        return context;
    }
}
