package io.github.camelplivo.mdr.connect;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.support.LogLines;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What the connector does without its tasks: validation, the division of accounts, offsets of an operator. */
class PlivoMdrSourceConnectorTest {

    private static final String ACCOUNT = "MASIMULATED000000001";
    private static final String SECRET = "s3cr3t-token";

    private final PlivoMdrSourceConnector connector = new PlivoMdrSourceConnector();

    private static Map<String, String> properties(String... changes) {
        Map<String, String> properties = new HashMap<>(
                Map.of(
                        ConfigKeys.ACCOUNTS, ACCOUNT, ConfigKeys.token(ACCOUNT), SECRET, ConfigKeys.TOPIC, "records"));
        for (int i = 0; i < changes.length; i += 2) {
            if (changes[i + 1] == null) {
                properties.remove(changes[i]);
            } else {
                properties.put(changes[i], changes[i + 1]);
            }
        }
        return properties;
    }

    private List<String> errors(Map<String, String> properties) {
        return connector.validate(properties).configValues().stream().map(ConfigValue::errorMessages).flatMap(List::stream)
                .toList();
    }

    @Test
    void threeKeysAreEnough() {
        assertThat(errors(properties())).isEmpty();
        assertThat(connector.exactlyOnceSupport(properties())).isEqualTo(ExactlyOnceSupport.SUPPORTED);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", value = {
            "accounts                   | -                     | accounts",
            "accounts                   | ma1                   | auth ids of 20 characters",
            "account.MASIMULATED000000001.token | -             | account.MASIMULATED000000001.token",
            "account.MASIMULATED000000001.token | ' '           | is missing or blank",
            "account.MASIMULATED000000001.token | ${file:/x:y}  | is a reference that the worker cannot resolve",
            "topic                      | -                     | topic",
            "url                        | api.plivo.com         | url is 'api.plivo.com', allowed is an address such as https://api.plivo.com",
            "start.time                 | yesterday             | start.time is 'yesterday', allowed is an age (24h, 90d, P90D)",
            "end.time                   | 5                     | end.time",
            "settle.ms                  | 10                    | settle.ms",
            "poll.interval.ms           | 0                     | poll.interval.ms",
            "recheck.after.ms           | 1h                    | ages in milliseconds such as 3600000,93600000",
            "recheck.after.ms           | 3600000,60000         | each more than the one before",
            "recheck.after.ms           | 3600000               | versions.topic is not set",
            "versions.topic             | versions              | versions.consumer.bootstrap.servers is not set",
            "value.format               | xml                   | value.format",
            "account.error              | ignore                | account.error",
            "filter.message_state       | gone                  | allowed are",
            "filter.from_number         | '+49 ü'                 | filter.from_number has a value that is not shown",
            "proxy.host                 | proxy.example.com     | proxy.port is not set",
            "list.requests.per.minute   | 0                     | list.requests.per.minute"
    })
    void aWrongValueIsNamedWithWhatIsAllowed(String key, String value, String words) {
        List<String> errors = errors(properties(key, value));

        assertThat(errors).anyMatch(error -> error.contains(words)).noneMatch(error -> error.contains(SECRET));
    }

    @Test
    void rechecksInMemoryAreAllowedExplicitly() {
        assertThat(errors(properties(ConfigKeys.RECHECK_AFTER, "3600000", ConfigKeys.VERSIONS_TOPIC, "none"))).isEmpty();
    }

    /** It may have been put into the wrong key. */
    @Test
    void aTokenInTheListOfAccountsIsNotShown() {
        assertThat(errors(properties(ConfigKeys.ACCOUNTS, SECRET))).isNotEmpty().noneMatch(error -> error.contains(SECRET));
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "https://me:" + SECRET + "@api.plivo.com", "https://me:" + SECRET + "@api plivo", "http://api.plivo.com" })
    void anAddressThatIsWrongIsRefusedBeforeATaskStartsAndWithoutItsPassword(String url) {
        assertThat(errors(properties(ConfigKeys.URL, url))).isNotEmpty().allMatch(error -> error.contains("url is wrong"))
                .noneMatch(error -> error.contains(SECRET));
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2, 3, 7, 20, 50 })
    void everyAccountIsInExactlyOneTaskWithItsTokenAlone(int maxTasks) {
        List<String> accounts = IntStream.range(0, 20).mapToObj(i -> String.format("MA%018d", i)).toList();
        Map<String, String> properties = properties(ConfigKeys.ACCOUNTS, String.join(",", accounts));
        accounts.forEach(account -> properties.put(ConfigKeys.token(account), "token-of-" + account));

        connector.start(properties);
        List<Map<String, String>> tasks = connector.taskConfigs(maxTasks);

        assertThat(tasks).hasSize(Math.min(maxTasks, 20));
        assertThat(tasks.stream().map(task -> new ConnectorConfig(task).accounts()).flatMap(List::stream))
                .containsExactlyInAnyOrderElementsOf(accounts);
        assertThat(tasks).allSatisfy(task -> assertThat(task.keySet().stream().filter(key -> key.endsWith(".token"))
                .filter(key -> accounts.stream().map(ConfigKeys::token).anyMatch(key::equals)))
                .containsExactlyInAnyOrderElementsOf(
                        Arrays.stream(task.get(ConfigKeys.ACCOUNTS).split(",")).map(ConfigKeys::token).toList()));
    }

    @Test
    void theLogSaysWhoDeliversAtLeastOnce() {
        try (LogLines log = new LogLines()) {
            connector.start(properties("exactly.once.support", "required"));

            assertThat(log.all()).anyMatch(
                    line -> line.contains("a standalone worker ignores exactly.once.support=required"));
        }
    }

    @Test
    void anOffsetOfAnOperatorIsChecked() throws Exception {
        String line = line();
        Map<String, String> partition = AccountOffset.partition(ACCOUNT, ACCOUNT);

        assertThatCode(() -> alter(partition, Map.of("watermark", line))).doesNotThrowAnyException();
        assertThatCode(() -> alter(partition,
                Map.of("watermark", line, "sequence", 5L, "replay", Instant.now().minusSeconds(3600).toString())))
                .doesNotThrowAnyException();
        assertThatCode(() -> alter(partition, null)).doesNotThrowAnyException();
        assertThatCode(() -> alter(AccountOffset.partition("SAREMOVED00000000001", "SAREMOVED00000000001"), null))
                .as("all offsets can be deleted, also of an account that was removed").doesNotThrowAnyException();
        assertThatThrownBy(() -> alter(Map.of("account", "MA1", "key", "MA1"), Map.of("watermark", line)))
                .hasMessageContaining("allowed are the accounts");
        Map<String, String> reversed = new LinkedHashMap<>();
        reversed.put("key", ACCOUNT);
        reversed.put("account", ACCOUNT);
        assertThatThrownBy(() -> alter(reversed, Map.of("watermark", line))).hasMessageContaining("in this order");
        assertThatThrownBy(() -> alter(AccountOffset.partition(ACCOUNT, "other"), Map.of("watermark", line)))
                .hasMessageContaining("allowed is '" + ACCOUNT + "'");
        assertThatThrownBy(() -> alter(partition, Map.of("replay", "2026-11-20T00:00:00Z")))
                .hasMessageContaining("no 'watermark'");
        assertThatThrownBy(() -> alter(partition, Map.of("watermark", "{}"))).hasMessageContaining("The offset of " + ACCOUNT);
        assertThatThrownBy(() -> alter(partition, Map.of("watermark", line, "replay", "yesterday")))
                .hasMessageContaining("allowed is a time such as");
        assertThatThrownBy(() -> alter(partition, Map.of("watermark", line, "replay", "2099-01-01T00:00:00Z")))
                .hasMessageContaining("requests a reread from 2099");
        assertThatThrownBy(() -> alter(partition, Map.of("watermark", line, "replay", "2020-01-01T00:00:00Z")))
                .hasMessageContaining("Plivo keeps records for 90 days");
        assertThatThrownBy(() -> alter(partition, Map.of("watermark", line, "sequence", "x")))
                .hasMessageContaining("'sequence'");
    }

    private void alter(Map<String, String> partition, Map<String, Object> offset) {
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(partition, offset);
        connector.alterOffsets(properties(), offsets);
    }

    private static String line() throws IOException {
        MemoryWatermarkStore store = new MemoryWatermarkStore();
        Instant now = Instant.now();
        new Feed(
                new FeedSettings(ACCOUNT, now.minusSeconds(60), null, Duration.ofSeconds(1), Duration.ofSeconds(1)),
                (sweep, request) -> MdrPage.of(List.of()), store, DeliveredVersions.none(), Runnable::run, Clock.systemUTC(),
                System::nanoTime).close();
        return store.load().orElseThrow();
    }
}
