package io.github.camelplivo.mdr;

import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.camelplivo.mdr.model.PlivoTime;
import org.jspecify.annotations.Nullable;

/**
 * All filters on the time, combined to the narrowest: one bound on each side, or one exact time. So a header cannot
 * replace a bound that the route sets, even if Plivo used only one of two bounds on the same side.
 */
final class TimeFilters {

    private final List<String> named = new ArrayList<>();
    private @Nullable Bound from;
    private @Nullable Bound to;
    private @Nullable Instant exact;
    private boolean empty;

    private record Bound(MdrFilter filter, Instant time) {

        boolean isInclusive() {
            return filter == MdrFilter.MESSAGE_TIME_GTE || filter == MdrFilter.MESSAGE_TIME_LTE;
        }
    }

    /**
     * @param name  the option or header, for messages
     * @param value in Plivo's format
     */
    void add(String name, MdrFilter filter, String value) {
        named.add(name + " " + value);
        Bound bound = new Bound(filter, PlivoTime.parseFilter(value));
        switch (filter) {
            case MESSAGE_TIME_GT, MESSAGE_TIME_GTE -> from = narrower(from, bound, 1);
            case MESSAGE_TIME_LT, MESSAGE_TIME_LTE -> to = narrower(to, bound, -1);
            default -> {
                empty |= exact != null && !exact.equals(bound.time());
                exact = bound.time();
            }
        }
    }

    private static Bound narrower(@Nullable Bound one, Bound other, int sign) {
        if (one == null) {
            return other;
        }
        int order = sign * other.time().compareTo(one.time());
        return order > 0 || order == 0 && one.isInclusive() ? other : one;
    }

    /** @throws IllegalArgumentException if no time matches all filters; it names all options and headers */
    Map<MdrFilter, String> narrowest() {
        if (empty || exact != null && !contains(exact) || from != null && to != null && isEmpty(from, to)) {
            throw new IllegalArgumentException(
                    named.stream().collect(Collectors.joining(", "))
                                               + ": no record matches all of these times; allowed are times that overlap. A header"
                                               + " narrows the times of the options and cannot replace them");
        }
        Map<MdrFilter, String> filters = new EnumMap<>(MdrFilter.class);
        if (exact != null) {
            filters.put(MdrFilter.MESSAGE_TIME, PlivoTime.format(exact));
            return filters;
        }
        put(filters, from);
        put(filters, to);
        return filters;
    }

    private static void put(Map<MdrFilter, String> filters, @Nullable Bound bound) {
        if (bound != null) {
            filters.put(bound.filter(), PlivoTime.format(bound.time()));
        }
    }

    private boolean contains(Instant time) {
        return (from == null || from.time().isBefore(time) || from.isInclusive() && from.time().equals(time))
                && (to == null || to.time().isAfter(time) || to.isInclusive() && to.time().equals(time));
    }

    private static boolean isEmpty(Bound from, Bound to) {
        return !from.time().isBefore(to.time())
                && !(from.time().equals(to.time()) && from.isInclusive() && to.isInclusive());
    }
}
