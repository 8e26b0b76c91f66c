package io.github.camelplivo.kafkafleet.demo;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import org.apache.kafka.clients.consumer.ConsumerRecord;

/** The messages on the topic of records, by sweep. Not thread-safe. */
public final class Results implements AutoCloseable {

    private final TopicTail tail;

    public Results(String brokers) {
        tail = new TopicTail(brokers, Topics.RECORDS);
    }

    /** The uuids that a sweep delivered, and how often. */
    public Map<String, Integer> of(String sweep) {
        Map<String, Integer> times = new HashMap<>();
        tail.messages().stream().filter(message -> header(message, "sweep").equals(sweep))
                .forEach(message -> times.merge(message.key(), 1, Integer::sum));
        return times;
    }

    /** The uuids among these that the sweep did not deliver. */
    public Set<String> missing(Set<String> uuids, String sweep) {
        Set<String> missing = new HashSet<>(uuids);
        missing.removeAll(of(sweep).keySet());
        return missing;
    }

    /** The number of messages whose record the same sweep had already delivered. */
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
