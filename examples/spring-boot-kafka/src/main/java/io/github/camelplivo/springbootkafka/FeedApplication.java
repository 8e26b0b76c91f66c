package io.github.camelplivo.springbootkafka;

import org.apache.camel.processor.idempotent.kafka.KafkaIdempotentRepository;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

@SpringBootApplication
public class FeedApplication {

    public static void main(String[] arguments) {
        SpringApplication.run(FeedApplication.class, arguments);
    }

    /** Remembers in a topic which versions of which records were written, also by processes before this one. */
    @Bean
    KafkaIdempotentRepository versions(
            @Value("${camel.component.kafka.brokers}") String brokers, @Value("${feed.topic}") String topic) {
        KafkaIdempotentRepository versions = new KafkaIdempotentRepository();
        versions.setTopic(topic + "-versions");
        versions.setBootstrapServers(brokers);
        // the versions of all records that are younger than the last age and a quarter of it
        versions.setMaxCacheSize(500_000);
        // no other process writes to this topic
        versions.setStartupOnly(true);
        return versions;
    }
}
