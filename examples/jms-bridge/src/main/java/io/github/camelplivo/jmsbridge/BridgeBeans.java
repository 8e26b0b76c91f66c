package io.github.camelplivo.jmsbridge;

import java.nio.file.Path;

import jakarta.jms.ConnectionFactory;

import org.apache.activemq.artemis.jms.client.ActiveMQConnectionFactory;
import org.apache.camel.BindToRegistry;
import org.apache.camel.CamelConfiguration;
import org.apache.camel.PropertyInject;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.TransactedPolicy;
import org.apache.camel.spring.spi.SpringTransactionPolicy;
import org.apache.camel.support.processor.idempotent.FileIdempotentRepository;
import org.messaginghub.pooled.jms.JmsPoolConnectionFactory;
import org.springframework.jms.connection.JmsTransactionManager;

/** The beans of the routes. */
public final class BridgeBeans implements CamelConfiguration {

    /** The number of versions in memory, which are looked up without reading the file. Those of the last age should fit. */
    private static final int VERSIONS_IN_MEMORY = 100_000;
    private static final long VERSIONS_FILE_SIZE = 100 << 20;

    /** The only connection factory, so that the component jms uses it, and transactions use the same connection. */
    @BindToRegistry(destroyMethod = "stop")
    public JmsPoolConnectionFactory connectionFactory(@PropertyInject("bridge.broker-url") String brokerUrl) {
        JmsPoolConnectionFactory pool = new JmsPoolConnectionFactory();
        pool.setConnectionFactory(new ActiveMQConnectionFactory(brokerUrl));
        return pool;
    }

    @BindToRegistry
    public TransactedPolicy transaction(ConnectionFactory connectionFactory) {
        return new SpringTransactionPolicy(new JmsTransactionManager(connectionFactory));
    }

    /** Without this repository a restart would send all records again that are younger than the last age. */
    @BindToRegistry
    public IdempotentRepository versions(@PropertyInject("bridge.folder") String folder) {
        return FileIdempotentRepository.fileIdempotentRepository(
                Path.of(folder, "mdr.versions").toFile(), VERSIONS_IN_MEMORY, VERSIONS_FILE_SIZE);
    }
}
