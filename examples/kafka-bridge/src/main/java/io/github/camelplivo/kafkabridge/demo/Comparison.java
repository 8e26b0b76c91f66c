package io.github.camelplivo.kafkabridge.demo;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Compares a topic with an account.
 *
 * @param records  in the account
 * @param messages in the topic
 * @param missing  records of the account without a message
 * @param outdated records whose last message is not the account's current version
 * @param repeated messages with the same version as an earlier one
 */
public record Comparison(int records, int messages, int missing, int outdated, int repeated) {

    public static Comparison of(List<MessageDetailRecord> account, List<ConsumerRecord<String, String>> messages) {
        Map<String, String> last = new HashMap<>();
        Set<String> versions = new HashSet<>();
        for (ConsumerRecord<String, String> message : messages) {
            String fingerprint = MessageDetailRecord.parse(message.value()).fingerprint();
            last.put(message.key(), fingerprint);
            versions.add(message.key() + ":" + fingerprint);
        }
        int missing = 0;
        int outdated = 0;
        for (MessageDetailRecord record : account) {
            String fingerprint = last.get(record.getMessageUuid());
            if (fingerprint == null) {
                missing++;
            } else if (!fingerprint.equals(record.fingerprint())) {
                outdated++;
            }
        }
        return new Comparison(account.size(), messages.size(), missing, outdated, messages.size() - versions.size());
    }

    /** Whether the last message of each key is the account's current version. */
    public boolean isEqual() {
        return missing == 0 && outdated == 0;
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%,d records, %,d messages: %d records missing, %d not the last version, %d repeated",
                records, messages, missing, outdated, repeated);
    }
}
