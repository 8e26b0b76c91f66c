package io.github.camelplivo.jmsbridge;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;

import jakarta.jms.JMSConsumer;
import jakarta.jms.JMSContext;
import jakarta.jms.JMSProducer;
import jakarta.jms.Queue;
import jakarta.jms.TextMessage;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQIOErrorException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A request receives a reply, waits, or becomes a dead letter: it is never lost. */
@Timeout(180)
class LookupTest {

    @TempDir
    private Path folder;
    private Installation all;
    private ActiveMQConnectionFactory connections;
    private JMSContext jms;

    @BeforeEach
    void start() throws Exception {
        all = new Installation(folder, Installation.ID_CACHE_SIZE);
        all.addRecords(3);
        all.startBridge();
        connections = all.connections();
        jms = connections.createContext();
    }

    @AfterEach
    void stop() {
        jms.close();
        connections.close();
        all.close();
    }

    private TextMessage request(String request) throws Exception {
        return request(request, Map.of());
    }

    private TextMessage request(String request, Map<String, Object> properties) throws Exception {
        Queue replies = send(request, properties);
        try (JMSConsumer consumer = jms.createConsumer(replies)) {
            return (TextMessage) consumer.receive(Installation.SOON.toMillis());
        }
    }

    private Queue send(String request, Map<String, Object> properties) {
        Queue replies = jms.createTemporaryQueue();
        JMSProducer producer = jms.createProducer().setJMSReplyTo(replies).setJMSCorrelationID("order-4711");
        properties.forEach(producer::setProperty);
        producer.send(jms.createQueue(Installation.REQUESTS), request);
        return replies;
    }

    @Test
    void theReplyIsTheRecord() throws Exception {
        for (String uuid : all.account()) {
            TextMessage reply = request(uuid);

            assertThat(MessageDetailRecord.parse(reply.getText()).getMessageUuid()).isEqualTo(uuid);
            assertThat(reply.getJMSCorrelationID()).isEqualTo("order-4711");
        }
    }

    @Test
    void theReplySaysThatThereIsNoRecord() throws Exception {
        assertThat(request("00000000-0000-0000-0000-000000000000").getText())
                .contains("\"message_uuid\":\"00000000-0000-0000-0000-000000000000\"", "\"error\":\"Plivo has no such message")
                .doesNotContain(all.plivo.account().authId());
    }

    @Test
    void theReplySaysThatTheRequestIsInvalid() throws Exception {
        assertThat(request("../Account/").getText()).contains("\"error\":\"Invalid message uuid: the body has 11 characters");
        assertThat(all.plivo.requests()).noneMatch(request -> request.path().contains(".."));
    }

    /** camel-jms turns properties of untrusted senders into headers, and keeps their case. */
    @ParameterizedTest
    @ValueSource(strings = { "CamelPlivoMdrMessageUuid", "CAMELPlivoMdrMessageUuid", "camelplivomdrmessageuuid" })
    void thePropertiesOfARequestHaveNoEffect(String name) throws Exception {
        Iterator<String> uuids = all.account().iterator();
        String requested = uuids.next();

        TextMessage reply = request(requested, Map.of(name, uuids.next(), "CAMELPlivoMdrOperation", "list",
                "CAMELPlivoMdrMessageTimeGte", "2026-01-01T00:00:00Z", "CAMELPlivoMdrSubaccount", "SA000000000000000000"));

        assertThat(MessageDetailRecord.parse(reply.getText()).getMessageUuid()).isEqualTo(requested);
    }

    @Test
    void aRequestWaitsUntilPlivoResponds() throws Exception {
        String uuid = all.account().iterator().next();
        all.plivo.faults().nextGet(Fault.unavailableHtml()).nextGet(ConnectionFault.reset());

        assertThat(MessageDetailRecord.parse(request(uuid).getText()).getMessageUuid()).isEqualTo(uuid);
        Installation.await(() -> all.queue(Installation.REQUESTS).getMessageCount() == 0);
    }

    /** The broker refuses the first reply: the request is back on its queue, and not lost. */
    @Test
    void aRequestWaitsUntilItsReplyCanBeSent() throws Exception {
        String uuid = all.account().iterator().next();
        AtomicInteger replies = new AtomicInteger();
        all.broker().server().registerBrokerPlugin(new ActiveMQServerPlugin() {
            @Override
            public void beforeSend(
                    ServerSession session, Transaction transaction, Message message, boolean direct, boolean noAutoCreateQueue)
                    throws ActiveMQException {
                if (!List.of(Installation.REQUESTS, Installation.RECORDS).contains(message.getAddress())
                        && replies.incrementAndGet() == 1) {
                    throw new ActiveMQIOErrorException("the disk is full");
                }
            }
        });

        assertThat(MessageDetailRecord.parse(request(uuid).getText()).getMessageUuid()).isEqualTo(uuid);
        assertThat(replies).hasValue(2);
    }

    @Test
    void aRequestThatKeepsFailingIsADeadLetter() throws Exception {
        String uuid = all.account().iterator().next();
        all.plivo.faults().always(Fault.unavailableHtml());
        Queue replies = send(uuid, Map.of());
        Installation.await(() -> all.queue("DLQ").getMessageCount() == 1);

        TextMessage request = (TextMessage) jms.createConsumer(jms.createQueue("DLQ")).receive(Installation.SOON.toMillis());
        assertThat(request.getText()).isEqualTo(uuid);
        assertThat(request.getJMSReplyTo()).isEqualTo(replies);
        assertThat(all.queue(Installation.REQUESTS).getMessageCount()).isZero();
    }
}
