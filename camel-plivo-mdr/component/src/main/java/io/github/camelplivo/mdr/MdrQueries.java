package io.github.camelplivo.mdr;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;

import io.github.camelplivo.mdr.client.MessageFilter;
import io.github.camelplivo.mdr.client.MessageQuery;
import org.apache.camel.Exchange;
import org.jspecify.annotations.Nullable;

/** Options and headers as a query of Plivo's list. */
final class MdrQueries {

    private MdrQueries() {
    }

    /** The query of a feed, without times: the feed adds its windows. */
    static MessageQuery forFeed(PlivoMdrConfiguration configuration) {
        MessageQuery.Builder query = MessageQuery.builder();
        filters(configuration).forEach(query::filter);
        return query.build();
    }

    /** The filters of the options, without times. */
    static Map<MessageFilter, String> filters(PlivoMdrConfiguration configuration) {
        Map<MessageFilter, String> filters = new LinkedHashMap<>();
        for (MdrFilter filter : MdrFilter.values()) {
            String value = filter.isTime() ? null : filter.value(configuration);
            if (value != null) {
                filters.put(filter.plivoFilter(), value);
            }
        }
        return filters;
    }

    /**
     * One page. Limit and offset come from the options: their headers describe the page that is already in the
     * exchange, and must not select the next.
     */
    static MessageQuery forPage(PlivoMdrConfiguration configuration, Exchange exchange) {
        MessageQuery.Builder query
                = MessageQuery.builder().limit(configuration.getLimit()).offset(configuration.getOffset());
        filters(configuration, exchange).forEach((filter, value) -> query.filter(filter.plivoFilter(), value));
        return query.build();
    }

    /** All pages of a range, whose times become windows. */
    static MessageQuery forRange(Map<MdrFilter, String> filters) {
        MessageQuery.Builder query = MessageQuery.builder();
        filters.entrySet().stream().filter(f -> !f.getKey().isTime())
                .forEach(f -> query.filter(f.getKey().plivoFilter(), f.getValue()));
        return query.build();
    }

    /** The filters of the options, narrowed by those of the headers. */
    static Map<MdrFilter, String> filters(PlivoMdrConfiguration configuration, Exchange exchange) {
        Map<MdrFilter, String> filters = new EnumMap<>(MdrFilter.class);
        TimeFilters times = new TimeFilters();
        for (MdrFilter filter : MdrFilter.values()) {
            String option = filter.value(configuration);
            String header = header(filter, configuration, exchange);
            if (!filter.isTime()) {
                put(filters, filter, narrowed(filter, option, header));
                continue;
            }
            if (option != null) {
                times.add(filter.option(), filter, option);
            }
            if (header != null) {
                times.add(filter.header(), filter, header);
            }
        }
        filters.putAll(times.narrowest());
        return filters;
    }

    /** The header's value, {@code null} if there is none or headers are ignored. */
    private static @Nullable String header(MdrFilter filter, PlivoMdrConfiguration configuration, Exchange exchange) {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        // the sender of a header without a value wanted to narrow the query; ignoring it would leave the query wide
        return configuration.isHeaderOverrides() && headers.containsKey(filter.header())
                ? filter.headerValue(headers.get(filter.header())) : null;
    }

    private static @Nullable String narrowed(MdrFilter filter, @Nullable String option, @Nullable String header) {
        if (option != null && header != null && !option.equals(header)) {
            throw new IllegalArgumentException(
                    filter.header() + " is " + (filter.isNumber() ? "another number" : HeaderValue.shown(header))
                                               + ", but the option " + filter.option()
                                               + " sets this filter, and a header cannot change it; allowed is the value of the"
                                               + " option. Remove the header, or remove the option to let messages choose");
        }
        return option == null ? header : option;
    }

    private static void put(Map<MdrFilter, String> filters, MdrFilter filter, @Nullable String value) {
        if (value != null) {
            filters.put(filter, value);
        }
    }
}
