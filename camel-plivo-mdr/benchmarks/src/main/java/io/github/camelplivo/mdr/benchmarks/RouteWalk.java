package io.github.camelplivo.mdr.benchmarks;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.function.Consumer;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;

/** {@link Walk#ROUTE}. In production a timer would start it. */
final class RouteWalk {

    /** The path of a list without a time range. */
    static final String LIST = "/v1/Account/" + Plivo.AUTH_ID + "/Message/?limit=20";

    private RouteWalk() {
    }

    static AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception {
        CamelContext context = Routes.start(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(defaultErrorHandler().maximumRedeliveries(5).redeliveryDelay(1000).useExponentialBackOff());
                from("direct:walk")
                        .setProperty("next", constant(first(task.plivo())))
                        .loopDoWhile(exchangeProperty("next").isNotNull())
                        .to("direct:page")
                        .end();
                ProcessorDefinition<?> page = from("direct:page");
                // a throttle keeps an object for each permitted request
                if (task.listsPerMinute() < Reader.UNLIMITED) {
                    page = page.throttle(task.listsPerMinute()).timePeriodMillis(60_000);
                }
                if (task.requestsPerSecond() < Reader.UNLIMITED) {
                    page = page.throttle(5 * task.requestsPerSecond()).timePeriodMillis(5_000);
                }
                page.removeHeaders("*")
                        .setHeader(Exchange.HTTP_URI, simple(task.plivo().url() + "${exchangeProperty.next}"))
                        .to(http(task.plivo()))
                        .unmarshal().json()
                        .setProperty("next", simple("${body[meta][next]}"))
                        .split(simple("${body[objects]}"))
                        .process(record -> uuids.accept(uuid(record.getMessage().getBody())));
            }
        });
        Exchange walk = context.createProducerTemplate().request("direct:walk", exchange -> {
        });
        if (walk.getException() != null) {
            context.close();
            throw walk.getException();
        }
        return context;
    }

    static String http(Plivo.Address plivo) {
        return plivo.url() + "?httpMethod=GET&authMethod=Basic&authenticationPreemptive=true&authUsername=" + Plivo.AUTH_ID
               + "&authPassword=" + Plivo.AUTH_TOKEN;
    }

    /** The path of the first page, in the form in which {@code meta.next} names the others. */
    static String first(Plivo.Address plivo) {
        return LIST + "&message_time__gte=" + time(Instant.parse(plivo.start())) + "&message_time__lt="
               + time(Instant.parse(plivo.end()));
    }

    /** As Plivo's filters require it. */
    static String time(Instant instant) {
        String plivos = instant.toString().replace('T', ' ').replace("Z", "");
        return URLEncoder.encode(plivos, StandardCharsets.UTF_8);
    }

    private static String uuid(Object record) {
        return (String) ((Map<?, ?>) record).get("message_uuid");
    }
}
