package io.github.camelplivo.kafkafleet.demo;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What came to the topic of the records, by sweep. For one thread. */
public final class Results implements AutoCloseable {

    private final TopicTail tail;

    public Results(String brokers) {
        tail = new TopicTail(brokers, Topics.RECORDS);
    }

    /** The uuids that a sweep brought, and how often. */
    public Map<String, Integer> of(String sweep) {
        Map<String, Integer> times = new HashMap<>();
        tail.messages().stream().filter(message -> header(message, "sweep").equals(sweep))
                .forEach(message -> times.merge(message.key(), 1, Integer::sum));
        return times;
    }

    /** Those of them that the sweep did not bring. */
    public Set<String> missing(Set<String> uuids, String sweep) {
        Set<String> missing = new HashSet<>(uuids);
        missing.removeAll(of(sweep).keySet());
        return missing;
    }

    /** How many messages of the sweep are of a record that it had brought before. */
    public int twice(String sweep) {
        Map<String, Integer> times = of(sweep);
        return times.values().stream().mapToInt(Integer::intValue).sum() - times.size();
    }

    /** The values of a header. */
    public Set<String> headers(String name) {
        return tail.messages().stream().map(message -> header(message, name)).collect(Collectors.toSet());
    }

    private static String header(ConsumerRecord<String, String> message, String name) {
        return new String(message.headers().lastHeader(name).value(), StandardCharsets.UTF_8);
    }

    @Override
    public void close() {
        tail.close();
    }
}
