package io.github.camelplivo.mdr.connect;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.regex.Pattern;

import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.client.MessageFilter;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.source.FeedTimes;
import org.apache.kafka.common.config.ConfigDef.LambdaValidator;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;

/** Check values; a message names the key, the value and what is allowed. */
final class Validators {

    /** A host alone, or a port behind it. */
    private static final Pattern HOST = Pattern.compile("[A-Za-z0-9.-]+(:\\d+)?");

    static final Validator NOT_BLANK = of("a name that is not blank", (name, value) -> require(
            !value.toString().isBlank(), name, value, "a name that is not blank"));

    static final Validator ACCOUNTS = of("20 characters: MA or SA, then 18 capital letters and digits", (name, value) -> {
        List<?> accounts = (List<?>) value;
        require(!accounts.isEmpty(), name, value, "one auth id or more");
        for (Object account : accounts) {
            // a value of another form may be a token
            require(ConfigKeys.ACCOUNT.matcher(account.toString()).matches(), name, "an entry that is not shown",
                    "auth ids of 20 characters: MA (account) or SA (subaccount), then 18 capital letters and digits");
        }
    });

    static final Validator START = of("an age such as 24h, or a time", (name, value) -> asConfig(
            () -> new FeedTimes(name, name).start(value.toString(), Clock.systemUTC(), false)));

    static final Validator TIME = of("a time such as 2026-12-01T00:00:00Z", (name, value) -> asConfig(
            () -> new FeedTimes(name, name).end(value.toString(), Instant.EPOCH, false)));

    static final Validator URL = of("https, or http for a loopback host", (name, value) -> {
        // a value with another character may hold a password
        require(!HOST.matcher(value.toString()).matches(), name, value, "an address such as https://api.plivo.com");
        try {
            ClientSettings.parseBaseUrl(value.toString());
        } catch (IllegalArgumentException e) {
            throw new ConfigException(name + " is wrong: " + e.getMessage());
        }
    });

    static final Validator RECHECK = of("ascending ages in milliseconds, less than 90 days", (name, value) -> {
        long before = 0;
        for (String text : value.toString().isBlank() ? new String[0] : value.toString().split(",", -1)) {
            String age = text.trim();
            boolean valid = age.matches("\\d{1,15}") && Long.parseLong(age) > before
                    && Duration.ofMillis(Long.parseLong(age)).compareTo(PageSource.RETENTION) < 0;
            require(valid, name, value, "ages in milliseconds such as 3600000,93600000, each more than the one before, the"
                                        + " last less than the 90 days that Plivo keeps");
            before = Long.parseLong(age);
        }
    });

    private Validators() {
    }

    static Validator filter(MessageFilter filter) {
        return of(filter.form().allowed(), (name, value) -> {
            if (!filter.form().allows(value.toString())) {
                // a phone number must not appear in messages
                throw new ConfigException(
                        name + (filter.isNumber() ? " has a value that is not shown" : " is '" + value + "'") + ", "
                                          + filter.form().allowed());
            }
        });
    }

    private interface Check {

        void check(String name, Object value);
    }

    /** A value that is not set is not checked. */
    private static Validator of(String description, Check check) {
        return LambdaValidator.with((name, value) -> {
            if (value != null) {
                check.check(name, value);
            }
        }, () -> description);
    }

    private static void asConfig(Runnable check) {
        try {
            check.run();
        } catch (IllegalArgumentException e) {
            throw new ConfigException(e.getMessage());
        }
    }

    private static void require(boolean valid, String name, Object value, String allowed) {
        if (!valid) {
            throw new ConfigException(name + " is '" + value + "', allowed is " + allowed);
        }
    }
}
