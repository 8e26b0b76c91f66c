package io.github.camelplivo.jmsbridge;

import java.util.ArrayList;
import java.util.Enumeration;
import java.util.List;

import jakarta.jms.JMSContext;
import jakarta.jms.JMSException;
import jakarta.jms.Message;
import jakarta.jms.QueueBrowser;
import jakarta.jms.TextMessage;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;

/** A record on the queue. */
record SentRecord(String correlationId, String duplicateId, MessageDetailRecord content) {

    /** Reads all records on the queue without removing them. */
    static List<SentRecord> on(String queue, String brokerUrl) throws JMSException {
        List<SentRecord> sent = new ArrayList<>();
        try (ActiveMQConnectionFactory broker = new ActiveMQConnectionFactory(brokerUrl)) {
            // with a window Artemis may mistake the end of the window for the end of the queue
            broker.setConsumerWindowSize(-1);
            try (JMSContext context = broker.createContext();
                 QueueBrowser browser = context.createBrowser(context.createQueue(queue))) {
                Enumeration<?> messages = browser.getEnumeration();
                while (messages.hasMoreElements()) {
                    sent.add(of((Message) messages.nextElement()));
                }
            }
        }
        return sent;
    }

    private static SentRecord of(Message message) throws JMSException {
        return new SentRecord(
                message.getJMSCorrelationID(), message.getStringProperty("_AMQ_DUPL_ID"),
                MessageDetailRecord.parse(((TextMessage) message).getText()));
    }
}
