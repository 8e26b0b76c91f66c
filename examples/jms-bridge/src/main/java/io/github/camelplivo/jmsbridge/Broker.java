package io.github.camelplivo.jmsbridge;

import java.nio.file.Path;

import org.apache.activemq.artemis.api.core.QueueConfiguration;
import org.apache.activemq.artemis.api.core.RoutingType;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.config.Configuration;
import org.apache.activemq.artemis.core.config.impl.ConfigurationImpl;
import org.apache.activemq.artemis.core.server.ActiveMQServer;
import org.apache.activemq.artemis.core.server.Queue;
import org.apache.activemq.artemis.core.server.embedded.EmbeddedActiveMQ;
import org.apache.activemq.artemis.core.settings.impl.AddressSettings;

/** A real Artemis broker in this JVM, with its journal on disk, for users without a broker. */
final class Broker implements AutoCloseable {

    private final EmbeddedActiveMQ artemis = new EmbeddedActiveMQ();

    /** @param idCacheSize how many duplicate ids an address remembers; Artemis' own default is 20,000 */
    Broker(Path folder, int port, int idCacheSize, String... queues) throws Exception {
        Configuration configuration = new ConfigurationImpl()
                .setJournalDirectory(folder.resolve("journal").toString())
                .setBindingsDirectory(folder.resolve("bindings").toString())
                .setLargeMessagesDirectory(folder.resolve("large").toString())
                .setPagingDirectory(folder.resolve("paging").toString())
                .setSecurityEnabled(false)
                .setIDCacheSize(idCacheSize)
                .addAcceptorConfiguration("tcp", "tcp://127.0.0.1:" + port)
                // as in a broker.xml for production: the dead letter queue of requests that fail, and the number of attempts
                .addAddressSetting("#", new AddressSettings()
                        .setExpiryAddress(SimpleString.of("expired")).setDeadLetterAddress(SimpleString.of("DLQ"))
                        .setMaxDeliveryAttempts(4).setRedeliveryDelay(500).setRedeliveryMultiplier(2));
        for (String queue : queues) {
            configuration.addQueueConfiguration(QueueConfiguration.of(queue).setRoutingType(RoutingType.ANYCAST));
        }
        configuration.addQueueConfiguration(QueueConfiguration.of("DLQ").setRoutingType(RoutingType.ANYCAST));
        artemis.setConfiguration(configuration);
        artemis.start();
    }

    /** The address on which it listens; the port differs from the requested one if that was 0. */
    String url() {
        return "tcp://127.0.0.1:" + server().getRemotingService().getAcceptor("tcp").getActualPort();
    }

    Queue queue(String name) {
        return server().locateQueue(name);
    }

    ActiveMQServer server() {
        return artemis.getActiveMQServer();
    }

    @Override
    public void close() {
        try {
            artemis.stop();
        } catch (Exception e) {
            throw new IllegalStateException("The broker did not stop", e);
        }
    }
}
