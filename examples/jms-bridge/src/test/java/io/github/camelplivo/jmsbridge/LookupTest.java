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

/** A question is answered, or waits, or ends where somebody looks: it does not get lost. */
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

    private TextMessage ask(String question) throws Exception {
        return ask(question, Map.of());
    }

    private TextMessage ask(String question, Map<String, Object> properties) throws Exception {
        Queue answers = send(question, properties);
        try (JMSConsumer consumer = jms.createConsumer(answers)) {
            return (TextMessage) consumer.receive(Installation.SOON.toMillis());
        }
    }

    private Queue send(String question, Map<String, Object> properties) {
        Queue answers = jms.createTemporaryQueue();
        JMSProducer producer = jms.createProducer().setJMSReplyTo(answers).setJMSCorrelationID("order-4711");
        properties.forEach(producer::setProperty);
        producer.send(jms.createQueue(Installation.QUESTIONS), question);
        return answers;
    }

    @Test
    void theAnswerIsTheRecord() throws Exception {
        for (String uuid : all.account()) {
            TextMessage answer = ask(uuid);

            assertThat(MessageDetailRecord.parse(answer.getText()).getMessageUuid()).isEqualTo(uuid);
            assertThat(answer.getJMSCorrelationID()).isEqualTo("order-4711");
        }
    }

    @Test
    void theAnswerSaysThatThereIsNoRecord() throws Exception {
        assertThat(ask("00000000-0000-0000-0000-000000000000").getText())
                .contains("\"message_uuid\":\"00000000-0000-0000-0000-000000000000\"", "\"error\":\"Plivo has no such message")
                .doesNotContain(all.plivo.account().authId());
    }

    @Test
    void theAnswerSaysThatTheQuestionIsNone() throws Exception {
        assertThat(ask("../Account/").getText()).contains("\"error\":\"Invalid message uuid: the body has 11 characters");
        assertThat(all.plivo.requests()).noneMatch(request -> request.path().contains(".."));
    }

    /** camel-jms makes headers of what a stranger wrote, in the case in which he wrote it. */
    @ParameterizedTest
    @ValueSource(strings = { "CamelPlivoMdrMessageUuid", "CAMELPlivoMdrMessageUuid", "camelplivomdrmessageuuid" })
    void thePropertiesOfAQuestionAskNothing(String name) throws Exception {
        Iterator<String> uuids = all.account().iterator();
        String asked = uuids.next();

        TextMessage answer = ask(asked, Map.of(name, uuids.next(), "CAMELPlivoMdrOperation", "list",
                "CAMELPlivoMdrMessageTimeGte", "2026-01-01T00:00:00Z", "CAMELPlivoMdrSubaccount", "SA000000000000000000"));

        assertThat(MessageDetailRecord.parse(answer.getText()).getMessageUuid()).isEqualTo(asked);
    }

    @Test
    void aQuestionWaitsUntilPlivoAnswers() throws Exception {
        String uuid = all.account().iterator().next();
        all.plivo.faults().nextGet(Fault.unavailableHtml()).nextGet(ConnectionFault.reset());

        assertThat(MessageDetailRecord.parse(ask(uuid).getText()).getMessageUuid()).isEqualTo(uuid);
        Installation.await(() -> all.queue(Installation.QUESTIONS).getMessageCount() == 0);
    }

    /** The first answer is refused by the broker: the question is on its queue again, and not forgotten. */
    @Test
    void aQuestionWaitsUntilItsAnswerCanBeSent() throws Exception {
        String uuid = all.account().iterator().next();
        AtomicInteger answers = new AtomicInteger();
        all.broker().server().registerBrokerPlugin(new ActiveMQServerPlugin() {
            @Override
            public void beforeSend(
                    ServerSession session, Transaction transaction, Message message, boolean direct, boolean noAutoCreateQueue)
                    throws ActiveMQException {
                if (!List.of(Installation.QUESTIONS, Installation.RECORDS).contains(message.getAddress())
                        && answers.incrementAndGet() == 1) {
                    throw new ActiveMQIOErrorException("the disk is full");
                }
            }
        });

        assertThat(MessageDetailRecord.parse(ask(uuid).getText()).getMessageUuid()).isEqualTo(uuid);
        assertThat(answers).hasValue(2);
    }

    @Test
    void aQuestionThatCannotBeAnsweredIsADeadLetter() throws Exception {
        String uuid = all.account().iterator().next();
        all.plivo.faults().always(Fault.unavailableHtml());
        Queue answers = send(uuid, Map.of());
        Installation.await(() -> all.queue("DLQ").getMessageCount() == 1);

        TextMessage question = (TextMessage) jms.createConsumer(jms.createQueue("DLQ")).receive(Installation.SOON.toMillis());
        assertThat(question.getText()).isEqualTo(uuid);
        assertThat(question.getJMSReplyTo()).isEqualTo(answers);
        assertThat(all.queue(Installation.QUESTIONS).getMessageCount()).isZero();
    }
}
