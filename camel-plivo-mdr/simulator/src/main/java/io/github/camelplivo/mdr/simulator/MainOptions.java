package io.github.camelplivo.mdr.simulator;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;

/**
 * The options of {@link Main}: {@code --name value}, {@code --name=value}, or the system property
 * {@code plivo.simulator.name}, which an argument overrides.
 */
record MainOptions(
        boolean help, int port, String authId, String authToken, long seed, int history, Duration historyPeriod,
        double perMinute, Duration late, boolean schemaDrift, ZoneId timeZone, Duration latency, int listRequestsPerMinute) {

    static final String PROPERTY = "plivo.simulator.";

    /** Name, default and meaning of each option, in the order of the help. */
    private static final Map<String, String[]> KNOWN = known();

    private static Map<String, String[]> known() {
        Map<String, String[]> known = new LinkedHashMap<>();
        known.put("port", new String[] { "7548", "port of the loopback interface, 0 for any free one" });
        known.put("auth-id", new String[] { "MASIMULATED000000001", "id of the account" });
        known.put("auth-token", new String[] { "simulated-token", "token of the account" });
        known.put("seed", new String[] { "0", "seed of the random generator" });
        known.put("history", new String[] { "1000", "records at the start" });
        known.put("history-days", new String[] { "7", "days over which these records are spread" });
        known.put("per-minute", new String[] { "30", "new records a minute, fractions allowed" });
        known.put("late-seconds", new String[] {
                "10", "one record in 20 is listed late, by up to this many seconds; 0 for none" });
        known.put("schema-drift", new String[] { "false", "true: some records have undocumented fields" });
        known.put("time-zone", new String[] { "UTC", "zone of the account, such as Asia/Kolkata" });
        known.put("latency-ms", new String[] { "0", "delay of each response in milliseconds" });
        known.put("list-requests-per-minute", new String[] { "20", "list requests a minute before a 429" });
        return known;
    }

    /** @throws IllegalArgumentException with the wrong value and the allowed values */
    static MainOptions read(String[] arguments, Properties system) {
        Map<String, String> given = new LinkedHashMap<>();
        KNOWN.forEach((name, option) -> given.put(name, system.getProperty(PROPERTY + name, option[0])));
        boolean help = false;
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            if ("--help".equals(argument)) {
                help = true;
                continue;
            }
            int equals = argument.indexOf('=');
            String name = equals < 0 ? argument : argument.substring(0, equals);
            if (!name.startsWith("--") || !KNOWN.containsKey(name.substring(2))) {
                throw new IllegalArgumentException("Unknown option " + argument + "; --help lists the options");
            }
            if (equals < 0 && i + 1 == arguments.length) {
                throw new IllegalArgumentException("Option " + name + " needs a value");
            }
            given.put(name.substring(2), equals < 0 ? arguments[++i] : argument.substring(equals + 1));
        }
        return new MainOptions(
                help,
                between(0, 65_535, "port", given), given.get("auth-id"), given.get("auth-token"),
                parsed("seed", given, "a whole number", Long::valueOf),
                between(0, Integer.MAX_VALUE, "history", given),
                Duration.ofDays(between(0, 90, "history-days", given)),
                parsed("per-minute", given, "a number from 0 on", MainOptions::rate),
                parsed("late-seconds", given, "0 or a whole number from 2 to 86400", MainOptions::lateness),
                parsed("schema-drift", given, "true or false", MainOptions::flag),
                parsed("time-zone", given, "a zone such as Asia/Kolkata or +05:30", ZoneId::of),
                Duration.ofMillis(between(0, Integer.MAX_VALUE, "latency-ms", given)),
                between(1, Integer.MAX_VALUE, "list-requests-per-minute", given));
    }

    static String usage() {
        StringBuilder usage = new StringBuilder("Plivo's message API on loopback.\n\nOptions:\n");
        KNOWN.forEach((name, option) -> usage
                .append(String.format("  --%-26s %s (default %s)%n", name, option[1], option[0])));
        return usage.append("  --help                       this text\n\n")
                .append("Each can also be given as the system property ").append(PROPERTY).append("<name>.").toString();
    }

    private static double rate(String value) {
        double rate = Double.parseDouble(value);
        if (rate >= 0 && rate < Double.POSITIVE_INFINITY) {
            return rate;
        }
        throw new NumberFormatException(value);
    }

    private static Duration lateness(String value) {
        int seconds = Integer.parseInt(value);
        // a late record is late by at least a second and by less than this
        if (seconds >= 0 && seconds != 1 && seconds <= 86_400) {
            return Duration.ofSeconds(seconds);
        }
        throw new NumberFormatException(value);
    }

    private static boolean flag(String value) {
        if (value.equals("true") || value.equals("false")) {
            return Boolean.parseBoolean(value);
        }
        throw new IllegalArgumentException(value);
    }

    private static int between(int min, int max, String name, Map<String, String> given) {
        return parsed(name, given, "a whole number from " + min + " to " + max, value -> {
            int number = Integer.parseInt(value);
            if (number < min || number > max) {
                throw new NumberFormatException(value);
            }
            return number;
        });
    }

    private static <T> T parsed(String name, Map<String, String> given, String allowed, Function<String, T> parser) {
        String value = given.get(name);
        try {
            return parser.apply(value);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IllegalArgumentException("Option --" + name + ": '" + value + "' is not " + allowed, e);
        }
    }
}
