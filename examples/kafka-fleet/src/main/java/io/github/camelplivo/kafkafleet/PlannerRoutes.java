package io.github.camelplivo.kafkafleet;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;

/** Sends due windows to the topic of work. One planner is enough. */
public final class PlannerRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("timer:planner?period={{fleet.tick}}").routeId("planner")
                .setBody(method("planner", "due"))
                .split(body()).parallelProcessing()
                // all windows of an account are in one partition, so that one worker at a time reads it
                .setHeader(KafkaConstants.KEY, simple("${body.account}"))
                .marshal().json()
                .to("kafka:{{fleet.work}}");
    }
}
