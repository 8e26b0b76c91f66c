package io.github.camelplivo.mdr.client;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;
import java.util.StringJoiner;
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

    private final Map<MessageFilter, String> filters;
    private final int limit;
    private final int offset;

    private MessageQuery(Builder builder) {
        this.filters = new EnumMap<>(builder.filters);
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
        builder.filters.keySet().removeIf(MessageFilter::isTime);
        return builder.timeGte(gte).timeLt(lt).build();
    }

    /** The filters, times in Plivo's format. */
    public Map<MessageFilter, String> getFilters() {
        return Map.copyOf(filters);
    }

    public int getLimit() {
        return limit;
    }

    public int getOffset() {
        return offset;
    }

    /** The query string, without the question mark. */
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
        filters.forEach((filter, value) -> query.add(
                filter.plivoName() + "=" + encode(filter.isNumber() ? numbers.apply(value) : value)));
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

        private final Map<MessageFilter, String> filters = new EnumMap<>(MessageFilter.class);
        private int limit = MAX_LIMIT;
        private int offset;

        private Builder() {
        }

        /** A filter by Plivo's name, such as {@code message_state}. */
        public Builder filter(String plivoName, String value) {
            return filter(MessageFilter.of(plivoName), value);
        }

        /** A time may be ISO-8601 with an offset or Plivo's own UTC format. */
        public Builder filter(MessageFilter filter, String value) {
            if (value == null || value.isEmpty()) {
                throw new IllegalArgumentException("The filter " + filter.plivoName() + " has no value");
            }
            filters.put(filter, filter.isTime() ? PlivoTime.format(PlivoTime.parseFilter(value)) : value);
            return this;
        }

        /** Messages of this time or later. */
        public Builder timeGte(Instant time) {
            filters.put(MessageFilter.MESSAGE_TIME_GTE, PlivoTime.format(time));
            return this;
        }

        /** Messages before this time. */
        public Builder timeLt(Instant time) {
            filters.put(MessageFilter.MESSAGE_TIME_LT, PlivoTime.format(time));
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
