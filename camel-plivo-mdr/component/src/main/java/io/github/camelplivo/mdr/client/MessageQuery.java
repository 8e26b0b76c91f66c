package io.github.camelplivo.mdr.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.StringJoiner;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

import io.github.camelplivo.mdr.model.PlivoTime;

/**
 * What to list ("List All Messages"): filters, and which rows of the result. Immutable.
 * <p>
 * Names of filters are checked here, because Plivo ignores those that it does not know and so answers with too much.
 * Without a lower bound on the time Plivo lists the last 24 hours only.
 */
public final class MessageQuery {

    /** The most rows that Plivo puts on a page, and its default. */
    public static final int MAX_LIMIT = 20;

    private static final Set<String> TIMES
            = Set.of("message_time", "message_time__gt", "message_time__gte", "message_time__lt", "message_time__lte");
    private static final Set<String> NUMBERS = Set.of("from_number", "to_number");
    private static final Set<String> OTHERS = Set.of("subaccount", "message_direction", "message_state", "message_type",
            "error_code",
            "powerpack_id", "destination_country_iso2", "tendlc_campaign_id", "tendlc_registration_status", "conversation_id",
            "conversation_origin");

    private final Map<String, String> filters;
    private final int limit;
    private final int offset;

    private MessageQuery(Builder builder) {
        this.filters = new TreeMap<>(builder.filters);
        this.limit = builder.limit;
        this.offset = builder.offset;
    }

    public static Builder builder() {
        return new Builder();
    }

    /** The same rows, further down. */
    public MessageQuery withOffset(int newOffset) {
        return toBuilder().offset(newOffset).build();
    }

    /** At most so many of the same rows. */
    public MessageQuery withLimit(int rows) {
        return toBuilder().limit(rows).build();
    }

    /** The same filters for the messages of another time: from {@code gte}, inclusive, to {@code lt}, exclusive. */
    public MessageQuery withWindow(Instant gte, Instant lt) {
        Builder builder = toBuilder();
        builder.filters.keySet().removeAll(TIMES);
        return builder.timeGte(gte).timeLt(lt).build();
    }

    /** The filters by Plivo's names, times in Plivo's format. */
    public Map<String, String> getFilters() {
        return Map.copyOf(filters);
    }

    public int getLimit() {
        return limit;
    }

    public int getOffset() {
        return offset;
    }

    /** What stands behind the question mark. */
    public String toQueryString() {
        return write(UnaryOperator.identity());
    }

    /** The query string, but without the phone numbers in it. */
    @Override
    public String toString() {
        return write(number -> "***");
    }

    private String write(UnaryOperator<String> numbers) {
        StringJoiner query = new StringJoiner("&");
        filters.forEach(
                (name, value) -> query.add(name + "=" + (NUMBERS.contains(name) ? numbers : UnaryOperator.<String> identity())
                        .andThen(MessageQuery::encode).apply(value)));
        return query.add("limit=" + limit).add("offset=" + offset).toString();
    }

    /** Percent-encodes all but letters, digits and {@code -._*}: a bare + would arrive as a blank. */
    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private Builder toBuilder() {
        Builder builder = new Builder();
        builder.filters.putAll(filters);
        return builder.limit(limit).offset(offset);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageQuery query && limit == query.limit && offset == query.offset
                && filters.equals(query.filters);
    }

    @Override
    public int hashCode() {
        return Objects.hash(filters, limit, offset);
    }

    /** Collects a query; each method checks what it gets and throws {@link IllegalArgumentException}. */
    public static final class Builder {

        private final Map<String, String> filters = new TreeMap<>();
        private int limit = MAX_LIMIT;
        private int offset;

        private Builder() {
        }

        /**
         * A filter by Plivo's name, as {@code message_state}. A time may be ISO-8601 with an offset or Plivo's own UTC
         * format.
         */
        public Builder filter(String name, String value) {
            if (!TIMES.contains(name) && !NUMBERS.contains(name) && !OTHERS.contains(name)) {
                throw new IllegalArgumentException("Plivo has no filter '" + name + "' for messages");
            }
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException("The filter " + name + " has no value");
            }
            filters.put(name, TIMES.contains(name) ? PlivoTime.format(PlivoTime.parseFilter(value)) : value);
            return this;
        }

        /** Messages of this time or later. */
        public Builder timeGte(Instant time) {
            filters.put("message_time__gte", PlivoTime.format(time));
            return this;
        }

        /** Messages before this time. */
        public Builder timeLt(Instant time) {
            filters.put("message_time__lt", PlivoTime.format(time));
            return this;
        }

        /** How many rows, 1 to 20. */
        public Builder limit(int rows) {
            if (rows < 1 || rows > MAX_LIMIT) {
                throw new IllegalArgumentException("limit is " + rows + ", must be 1 to " + MAX_LIMIT);
            }
            this.limit = rows;
            return this;
        }

        /** How many rows to leave out, counted from the newest. */
        public Builder offset(int rows) {
            if (rows < 0) {
                throw new IllegalArgumentException("offset is " + rows + ", must be 0 or more");
            }
            this.offset = rows;
            return this;
        }

        public MessageQuery build() {
            return new MessageQuery(this);
        }
    }
}
