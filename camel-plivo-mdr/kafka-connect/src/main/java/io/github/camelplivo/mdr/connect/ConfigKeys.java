package io.github.camelplivo.mdr.connect;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.client.MessageFilter;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Importance;
import org.apache.kafka.common.config.ConfigDef.Range;
import org.apache.kafka.common.config.ConfigDef.Type;
import org.apache.kafka.common.config.ConfigDef.ValidString;

/** The keys of a connector's configuration, with their types, defaults and allowed values. */
final class ConfigKeys {

    static final String ACCOUNTS = "accounts";
    static final String TOPIC = "topic";
    static final String URL = "url";
    static final String START_TIME = "start.time";
    static final String END_TIME = "end.time";
    static final String SETTLE = "settle.ms";
    static final String POLL_INTERVAL = "poll.interval.ms";
    static final String RECHECK_AFTER = "recheck.after.ms";
    static final String VERSIONS_TOPIC = "versions.topic";
    static final String VERSIONS_CONSUMER = "versions.consumer.";
    static final String HEARTBEAT_INTERVAL = "heartbeat.interval.ms";
    static final String HEARTBEAT_TOPIC = "heartbeat.topic";
    static final String MALFORMED_TOPIC = "malformed.topic";
    static final String VALUE_FORMAT = "value.format";
    static final String LIST_REQUESTS_PER_MINUTE = "list.requests.per.minute";
    static final String REQUESTS_PER_SECOND = "requests.per.second";
    static final String CONNECT_TIMEOUT = "connect.timeout.ms";
    static final String RESPONSE_TIMEOUT = "response.timeout.ms";
    static final String MAX_RETRIES = "max.retries";
    static final String PROXY_HOST = "proxy.host";
    static final String PROXY_PORT = "proxy.port";
    static final String ACCOUNT_ERROR = "account.error";
    static final String ACCOUNT_ERROR_MAX = "account.error.max.ms";

    static final String NONE = "none";
    static final String JSON = "json";
    static final String STRUCT = "struct";
    static final String WAIT = "wait";
    static final String FAIL = "fail";

    static final Pattern ACCOUNT = Pattern.compile("(MA|SA)[A-Z0-9]{18}");

    private static final long SECOND = 1_000;
    private static final long MINUTE = 60 * SECOND;

    private ConfigKeys() {
    }

    /** The key of an account's token. */
    static String token(String account) {
        return "account." + account + ".token";
    }

    static String filter(MessageFilter filter) {
        return "filter." + filter.plivoName();
    }

    /** Those that do not select a time, which the feed does. */
    static List<MessageFilter> filters() {
        return Arrays.stream(MessageFilter.values()).filter(filter -> !filter.isTime()).toList();
    }

    /** All keys, and those of the tokens of these accounts. */
    static ConfigDef definition(Map<String, String> properties) {
        ConfigDef definition = definition();
        Stream.of(properties.getOrDefault(ACCOUNTS, "").split(",")).map(String::trim)
                .filter(account -> ACCOUNT.matcher(account).matches()).distinct()
                .forEach(account -> definition.define(token(account), Type.PASSWORD, ConfigDef.NO_DEFAULT_VALUE,
                        new TokenValidator(), Importance.HIGH, "The auth token of the account."));
        return definition;
    }

    /** All keys, except those of the tokens. */
    static ConfigDef definition() {
        ConfigDef definition = new ConfigDef();
        source(definition);
        topics(definition);
        requests(definition);
        for (MessageFilter filter : filters()) {
            definition.define(filter(filter), Type.STRING, null, Validators.filter(filter), Importance.LOW,
                    "Read only messages with this " + filter.plivoName() + "; " + filter.form().allowed() + ".");
        }
        return definition;
    }

    private static void source(ConfigDef definition) {
        definition
                .define(ACCOUNTS, Type.LIST, ConfigDef.NO_DEFAULT_VALUE, Validators.ACCOUNTS, Importance.HIGH,
                        "The auth ids of the accounts or subaccounts to read, separated by commas. Each needs its token in account.<auth id>.token.")
                .define(START_TIME, Type.STRING, "24h", Validators.START, Importance.HIGH,
                        "Where an account without a position starts: an age such as 24h or 90d, or a time such as 2026-11-01T00:00:00Z. Plivo keeps records for 90 days.")
                .define(END_TIME, Type.STRING, null, Validators.TIME, Importance.LOW,
                        "Where the connector ends, a time such as 2026-12-01T00:00:00Z; by default it never ends.")
                .define(SETTLE, Type.LONG, 15 * SECOND, Range.atLeast(SECOND), Importance.MEDIUM,
                        "How old a record is when it is read. Plivo may list younger ones later.")
                .define(POLL_INTERVAL, Type.LONG, MINUTE, Range.atLeast(SECOND), Importance.MEDIUM,
                        "The pause between two looks for new records.")
                .define(RECHECK_AFTER, Type.STRING, "", Validators.RECHECK, Importance.MEDIUM,
                        "Ages in milliseconds, ascending and separated by commas, such as 3600000,93600000, at which records are read again; changed records are delivered again. Needs versions.topic.")
                .define(URL, Type.STRING, "https://api.plivo.com", Validators.URL, Importance.LOW,
                        "The address of Plivo's API; https, except for loopback hosts.")
                .define(ACCOUNT_ERROR, Type.STRING, WAIT, ValidString.in(WAIT, FAIL), Importance.MEDIUM,
                        "What happens if Plivo refuses an account (401, 403, 404): wait retries it at each poll and reads the other accounts, fail ends the task.")
                .define(ACCOUNT_ERROR_MAX, Type.LONG, -1L, Importance.LOW,
                        "With account.error=wait: how long Plivo may refuse an account before the task fails; -1 for no limit.");
    }

    private static void topics(ConfigDef definition) {
        definition
                .define(TOPIC, Type.STRING, ConfigDef.NO_DEFAULT_VALUE, Validators.NOT_BLANK, Importance.HIGH,
                        "The topic of the records.")
                .define(VALUE_FORMAT, Type.STRING, JSON, ValidString.in(JSON, STRUCT), Importance.MEDIUM,
                        "json: the value is the record's text as Plivo sent it. struct: a structure with a schema, with that text in the field raw.")
                .define(VERSIONS_TOPIC, Type.STRING, null, Importance.MEDIUM,
                        "The compacted topic of the delivered versions, required with recheck.after.ms; none keeps them in memory, and each restart then delivers records younger than the last age again.")
                .define(HEARTBEAT_TOPIC, Type.STRING, null, Importance.LOW,
                        "The topic of the records that only carry a position; by default the topic with -heartbeats at its end.")
                .define(HEARTBEAT_INTERVAL, Type.LONG, MINUTE, Range.atLeast(SECOND), Importance.LOW,
                        "The pause between two positions without a record.")
                .define(MALFORMED_TOPIC, Type.STRING, null, Importance.LOW,
                        "The topic of malformed rows, each as the response that held it. Without it, the stretch with that row is retried.");
    }

    private static void requests(ConfigDef definition) {
        definition
                .define(LIST_REQUESTS_PER_MINUTE, Type.INT, 20, Range.atLeast(1), Importance.MEDIUM,
                        "List requests a minute for each account; Plivo's default is 20.")
                .define(REQUESTS_PER_SECOND, Type.INT, 60, Range.atLeast(1), Importance.LOW,
                        "Requests a second for each account.")
                .define(CONNECT_TIMEOUT, Type.LONG, 10 * SECOND, Range.atLeast(1), Importance.LOW,
                        "How long a connection may take.")
                .define(RESPONSE_TIMEOUT, Type.LONG, 30 * SECOND, Range.atLeast(1), Importance.LOW,
                        "How long a response may take.")
                .define(MAX_RETRIES, Type.INT, 3, Range.atLeast(0), Importance.LOW,
                        "Further attempts after network errors, 429 and 5xx.")
                .define(PROXY_HOST, Type.STRING, null, Importance.LOW, "A proxy, without scheme and port.")
                .define(PROXY_PORT, Type.INT, 0, Range.between(0, 65_535), Importance.LOW, "The port of the proxy.");
    }

}
