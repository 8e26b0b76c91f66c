package io.github.camelplivo.kafkafleet;

import java.time.Instant;

import io.github.camelplivo.mdr.PlivoMdrConstants;
import org.apache.camel.Body;
import org.apache.camel.Exchange;
import org.apache.camel.Header;
import org.apache.camel.LoggingLevel;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.kafka.KafkaConstants;
import org.apache.camel.component.kafka.consumer.KafkaManualCommit;
import org.apache.kafka.clients.consumer.CommitFailedException;
import org.apache.kafka.common.errors.RebalanceInProgressException;

/** Reads the assigned windows: as many at a time as it has consumers, one after the other from each partition. */
public final class WorkerRoutes extends RouteBuilder {

    private KafkaPositions positions;

    @Override
    public void configure() {
        positions = getContext().getRegistry().findSingleByType(KafkaPositions.class);

        from("kafka:{{fleet.work}}?groupId=workers&consumersCount={{fleet.consumers}}&maxPollRecords=1&autoOffsetReset=earliest"
             + "&autoCommitEnable=false&allowManualCommit=true&sessionTimeoutMs={{fleet.session-timeout}}"
             + "&partitionAssignor=org.apache.kafka.clients.consumer.CooperativeStickyAssignor").routeId("worker")
                .doTry()
                    .unmarshal().json(Work.class)
                    .setProperty("work", body())
                    .setHeader(PlivoMdrConstants.MESSAGE_TIME_GTE, method(this, "position"))
                    .setHeader(PlivoMdrConstants.MESSAGE_TIME_LT, simple("${body.to}"))
                    .filter(method(this, "isToBeRead"))
                        .setProperty("token", method("accounts", "token(${body.account})"))
                        .toD("plivo-mdr:${body.account}?operation=listAll&authToken=RAW(${exchangeProperty.token})")
                        .split(body()).streaming().stopOnException()
                            .setHeader("account", simple("${exchangeProperty.work.account}"))
                            .setHeader("sweep", simple("${exchangeProperty.work.sweep}"))
                            .setHeader(KafkaConstants.KEY, simple("${body.messageUuid}"))
                            .convertBodyTo(String.class)
                            .to("kafka:{{fleet.records}}")
                        .end()
                        // by now Kafka has all records of the window
                        .process(this::move)
                    .end()
                .endDoTry()
                .doCatch(Exception.class)
                    // the position does not move, so the planner assigns the window again; the next accounts do not wait for it
                    .log(LoggingLevel.WARN, "Not read: ${exchangeProperty.work}: ${exception.message}")
                .end()
                .process(this::commit);
    }

    /** Where the window starts. If the planner assigned it twice, part of it may have been read already. */
    public String position(@Body Work work) {
        return positions.getState(work.position());
    }

    public boolean isToBeRead(
            @Header(PlivoMdrConstants.MESSAGE_TIME_GTE) String from, @Header(PlivoMdrConstants.MESSAGE_TIME_LT) String to) {
        return Instant.parse(from).isBefore(Instant.parse(to));
    }

    private void commit(Exchange exchange) {
        try {
            exchange.getMessage().getHeader(KafkaConstants.MANUAL_COMMIT, KafkaManualCommit.class).commit();
        } catch (RebalanceInProgressException | CommitFailedException e) {
            // the new owner of the partition receives this window again and drops it, because the position has moved
            log.info("Partitions are moving: the planner will assign {} again", exchange.getProperty("work"));
        }
    }

    private void move(Exchange exchange) {
        Work work = exchange.getProperty("work", Work.class);
        positions.setState(work.position(), work.to());
    }
}
