package io.github.camelplivo.springbootkafka;

import java.util.Properties;

import org.apache.camel.processor.idempotent.kafka.KafkaIdempotentRepository;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Remembers in a topic which versions of which records were written, also by earlier processes. */
@Configuration
class VersionsConfiguration {

    @Bean
    KafkaIdempotentRepository versions(@Value("${camel.component.kafka.brokers}") String brokers) {
        KafkaIdempotentRepository versions = new KafkaIdempotentRepository();
        versions.setTopic("mdr-versions");
        versions.setProducerConfig(client(brokers));
        versions.setConsumerConfig(client(brokers));
        versions.setMaxCacheSize(500_000);
        versions.setStartupOnly(true); // no other process writes to this topic
        return versions;
    }

    private static Properties client(String brokers) {
        Properties client = new Properties();
        client.put("bootstrap.servers", brokers);
        client.put("security.protocol", "PLAINTEXT"); // or SASL_SSL, with sasl.mechanism and sasl.jaas.config
        return client;
    }
}
