package io.github.camelplivo.mdr.connect;

import java.time.Clock;
import java.time.Duration;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.client.MessageFilter;
import io.github.camelplivo.mdr.client.MessageQuery;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.source.FeedKey;
import io.github.camelplivo.mdr.source.FeedTimes;
import org.apache.kafka.common.config.AbstractConfig;
import org.jspecify.annotations.Nullable;

/** The configuration of a connector or of one of its tasks, parsed. */
final class ConnectorConfig extends AbstractConfig {

    private static final FeedTimes TIMES = new FeedTimes(ConfigKeys.START_TIME, ConfigKeys.END_TIME);

    /** With one request at a time, it only bounds the length of windows. */
    private static final int READ_AHEAD_BYTES = 8 << 20;

    private final Map<MessageFilter, String> filters = new EnumMap<>(MessageFilter.class);

    /** @throws org.apache.kafka.common.config.ConfigException names the key, the value and the allowed values */
    ConnectorConfig(Map<String, String> properties) {
        super(ConfigKeys.definition(properties), properties, false);
        for (MessageFilter filter : ConfigKeys.filters()) {
            String value = getString(ConfigKeys.filter(filter));
            if (value != null) {
                filters.put(filter, value);
            }
        }
    }

    List<String> accounts() {
        return getList(ConfigKeys.ACCOUNTS).stream().sorted().distinct().toList();
    }

    String topic() {
        return getString(ConfigKeys.TOPIC);
    }

    String heartbeatTopic() {
        String name = getString(ConfigKeys.HEARTBEAT_TOPIC);
        return name == null ? topic() + "-heartbeats" : name;
    }

    Duration heartbeatInterval() {
        return millis(ConfigKeys.HEARTBEAT_INTERVAL);
    }

    /** {@code null} if versions are not remembered across restarts. */
    @Nullable
    String versionsTopic() {
        String name = getString(ConfigKeys.VERSIONS_TOPIC);
        return name == null || name.equals(ConfigKeys.NONE) ? null : name;
    }

    Map<String, Object> versionsConsumer() {
        return new HashMap<>(originalsWithPrefix(ConfigKeys.VERSIONS_CONSUMER));
    }

    /** {@code null} if a malformed row is not delivered. */
    @Nullable
    String malformedTopic() {
        return getString(ConfigKeys.MALFORMED_TOPIC);
    }

    boolean isStruct() {
        return getString(ConfigKeys.VALUE_FORMAT).equals(ConfigKeys.STRUCT);
    }

    Duration pollInterval() {
        return millis(ConfigKeys.POLL_INTERVAL);
    }

    List<Duration> recheckAfter() {
        return Arrays.stream(getString(ConfigKeys.RECHECK_AFTER).split(",")).map(String::trim).filter(age -> !age.isEmpty())
                .map(Long::parseLong).map(Duration::ofMillis).toList();
    }

    int listRequestsPerMinute() {
        return getInt(ConfigKeys.LIST_REQUESTS_PER_MINUTE);
    }

    int requestsPerSecond() {
        return getInt(ConfigKeys.REQUESTS_PER_SECOND);
    }

    /** How long an account may be refused before its task fails; {@code null} for no limit. */
    @Nullable
    Duration toleratedRefusal() {
        if (getString(ConfigKeys.ACCOUNT_ERROR).equals(ConfigKeys.FAIL)) {
            return Duration.ZERO;
        }
        long most = getLong(ConfigKeys.ACCOUNT_ERROR_MAX);
        return most < 0 ? null : Duration.ofMillis(most);
    }

    /** Names the records of an account that a feed reads. */
    String key(String account) {
        return FeedKey.of(account, filters);
    }

    /** The filters of every page. */
    MessageQuery query() {
        MessageQuery.Builder query = MessageQuery.builder();
        filters.forEach(query::filter);
        return query.build();
    }

    ClientSettings client(String account) {
        String proxy = getString(ConfigKeys.PROXY_HOST);
        return new ClientSettings(
                account, getPassword(ConfigKeys.token(account)).value(), ClientSettings.parseBaseUrl(getString(ConfigKeys.URL)),
                millis(ConfigKeys.CONNECT_TIMEOUT), millis(ConfigKeys.RESPONSE_TIMEOUT), getInt(ConfigKeys.MAX_RETRIES), proxy,
                getInt(ConfigKeys.PROXY_PORT), null, null, "plivo-mdr-kafka-connect/" + Version.get());
    }

    /** @param firstStart whether the account has no position yet */
    FeedSettings feed(String account, Clock clock, boolean firstStart) {
        var start = TIMES.start(getString(ConfigKeys.START_TIME), clock, firstStart);
        return new FeedSettings(
                key(account), start, TIMES.end(getString(ConfigKeys.END_TIME), start, firstStart), millis(ConfigKeys.SETTLE),
                pollInterval(), recheckAfter(), 1, READ_AHEAD_BYTES, malformedTopic() != null,
                FeedTimes.startBack(getString(ConfigKeys.START_TIME)));
    }

    private Duration millis(String key) {
        return Duration.ofMillis(getLong(key));
    }
}
