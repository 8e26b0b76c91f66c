package io.github.camelplivo.mdr.connect;

import java.util.Map;
import java.util.Objects;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.ConfigValue;
import org.jspecify.annotations.Nullable;

/** Checks values that must fit each other. */
final class Relations {

    private Relations() {
    }

    /** Adds a message to each value that does not fit. */
    static void check(Map<String, ConfigValue> values, Map<String, String> given) {
        ConfigValue versions = value(values, ConfigKeys.VERSIONS_TOPIC);
        boolean rechecks = !text(value(values, ConfigKeys.RECHECK_AFTER).value()).isBlank();
        if (rechecks && versions.value() == null) {
            versions.addErrorMessage(
                    "versions.topic is not set, but recheck.after.ms is: set it to a compacted topic, or to none to keep the"
                                     + " delivered versions in memory, which delivers records again after each restart");
        }
        boolean stored = versions.value() != null && !ConfigKeys.NONE.equals(versions.value());
        String servers = ConfigKeys.VERSIONS_CONSUMER + CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG;
        if (stored && !given.containsKey(servers)) {
            versions.addErrorMessage(servers + " is not set, but versions.topic is: set it to the brokers of that topic");
        }
        Object settle = value(values, ConfigKeys.SETTLE).value();
        ConfigValue recheck = value(values, ConfigKeys.RECHECK_AFTER);
        if (rechecks && settle instanceof Long millis && recheck.errorMessages().isEmpty()
                && Long.parseLong(text(recheck.value()).split(",")[0].trim()) <= millis) {
            recheck.addErrorMessage("recheck.after.ms is '" + recheck.value() + "', allowed are ages of more than settle.ms, "
                                    + settle);
        }
        ConfigValue port = value(values, ConfigKeys.PROXY_PORT);
        if (value(values, ConfigKeys.PROXY_HOST).value() != null && Integer.valueOf(0).equals(port.value())) {
            port.addErrorMessage("proxy.port is not set, but proxy.host is: allowed is 1 to 65535");
        }
    }

    private static ConfigValue value(Map<String, ConfigValue> values, String key) {
        return Objects.requireNonNull(values.get(key));
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : value.toString();
    }
}
