package io.github.camelplivo.mdr.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The range, filters and page of a list request ("List all messages").
 *
 * <p>
 * Unknown keys are ignored, as Plivo's own {@code next} links suggest, so a misspelt filter widens the list. Unknown
 * values match nothing.
 *
 * @param from   first {@code message_time}, inclusive
 * @param to     end of the range, exclusive
 * @param filter the other conditions
 */
record ListQuery(Instant from, Instant to, Predicate<Row> filter, int limit, int offset) {

    static final int MAX_LIMIT = 20;

    private static final Duration DEFAULT_WINDOW = Duration.ofHours(24);
    private static final List<String> TIMES = List.of(
            "message_time", "message_time__gt", "message_time__gte", "message_time__lt", "message_time__lte");
    private static final List<String> FIELDS = List.of(
            "message_direction", "message_state", "message_type", "error_code", "powerpack_id",
            "destination_country_iso2", "tendlc_campaign_id", "tendlc_registration_status",
            "conversation_id", "conversation_origin", "from_number", "to_number");
    private static final List<String> NUMBERS = List.of("from_number", "to_number");

    /** @throws IllegalArgumentException with the error text of Plivo's 400 response */
    static ListQuery read(Map<String, String> parameters, Quirks quirks, Instant now) {
        Instant from = Instant.MIN;
        Instant to = Instant.MAX;
        boolean timed = false;
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            String name = parameter.getKey();
            if (TIMES.contains(name)) {
                timed = true;
                Instant time = quirks.bound(PlivoTime.readFilter(name, parameter.getValue()));
                // times of rows are whole microseconds, so "after" means "from the next microsecond"
                Instant next = time.plus(1, ChronoUnit.MICROS);
                switch (name) {
                    case "message_time__gt" -> from = latest(from, next);
                    case "message_time__gte" -> from = latest(from, time);
                    case "message_time__lt" -> to = earliest(to, time);
                    case "message_time__lte" -> to = earliest(to, next);
                    default -> {
                        from = latest(from, time);
                        to = earliest(to, next);
                    }
                }
            }
        }
        return new ListQuery(
                timed ? from : now.minus(DEFAULT_WINDOW), to, filter(parameters),
                number(parameters, "limit", MAX_LIMIT, 1, MAX_LIMIT),
                number(parameters, "offset", 0, 0, Integer.MAX_VALUE));
    }

    /**
     * @param  longest                  {@code null} if any range is allowed
     * @throws IllegalArgumentException with the error text of Plivo's 400 response
     */
    void requireRange(Duration longest, Instant now) {
        if (longest == null) {
            return;
        }
        Instant end = earliest(to, now);
        if (from.isBefore(end) && (from.equals(Instant.MIN) || from.plus(longest).isBefore(end))) {
            throw new IllegalArgumentException("message_time: the range must not exceed " + longest.toDays() + " days");
        }
    }

    /** @throws IllegalArgumentException with the error text of Plivo's 400 response */
    void requireStart(Instant oldest) {
        if (!from.equals(Instant.MIN) && from.isBefore(oldest)) {
            throw new IllegalArgumentException("message_time: " + from + " is before " + oldest + ", the oldest that is kept");
        }
    }

    private static Predicate<Row> filter(Map<String, String> parameters) {
        Map<String, String> wanted = new HashMap<>(parameters);
        wanted.keySet().retainAll(FIELDS);
        String subaccount = parameters.get("subaccount");
        return row -> (subaccount == null || row.owner().equals(subaccount))
                && (wanted.isEmpty() || matches(row.json(), wanted));
    }

    private static boolean matches(ObjectNode json, Map<String, String> wanted) {
        return wanted.entrySet().stream().allMatch(field -> {
            JsonNode value = json.path(field.getKey());
            if (value.isMissingNode() || value.isNull()) {
                return false;
            }
            return NUMBERS.contains(field.getKey())
                    // Plivo documents numbers with a plus, but records have none; both forms match
                    ? withoutPlus(field.getValue()).equals(withoutPlus(value.asText()))
                    : field.getValue().equals(value.asText());
        });
    }

    private static int number(Map<String, String> parameters, String name, int otherwise, int min, int max) {
        String value = parameters.get(name);
        if (value == null) {
            return otherwise;
        }
        try {
            int number = Integer.parseInt(value);
            if (number >= min && number <= max) {
                return number;
            }
        } catch (NumberFormatException e) {
            // refused below
        }
        throw new IllegalArgumentException(name + ": '" + value + "' is not a number from " + min + " to " + max);
    }

    private static String withoutPlus(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }

    private static Instant earliest(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
