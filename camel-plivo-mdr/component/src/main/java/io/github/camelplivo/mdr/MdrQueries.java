package io.github.camelplivo.mdr;

import java.util.Map;
import java.util.TreeMap;

import io.github.camelplivo.mdr.client.MessageQuery;
import org.apache.camel.Exchange;

/** Options and headers as a query of Plivo's list. */
final class MdrQueries {

    private MdrQueries() {
    }

    /** What a feed asks for; the windows are the feed's. */
    static MessageQuery forFeed(PlivoMdrConfiguration configuration) {
        MessageQuery.Builder query = MessageQuery.builder();
        for (MdrFilter filter : MdrFilter.values()) {
            String value = filter.isTime() ? null : filter.value(configuration);
            if (value != null) {
                query.filter(filter.plivoName(), value);
            }
        }
        return query.build();
    }

    /**
     * One page. Headers go before options, but for limit and offset: those headers tell about the page that is in the
     * exchange already, and must not decide about the next.
     */
    static MessageQuery forPage(PlivoMdrConfiguration configuration, Exchange exchange) {
        MessageQuery.Builder query
                = MessageQuery.builder().limit(configuration.getLimit()).offset(configuration.getOffset());
        filters(configuration, exchange).forEach((filter, value) -> query.filter(filter.plivoName(), value));
        return query.build();
    }

    /** All pages of a range, whose times become windows. Headers go before options. */
    static MessageQuery forRange(PlivoMdrConfiguration configuration, Exchange exchange) {
        MessageQuery.Builder query = MessageQuery.builder();
        filters(configuration, exchange).entrySet().stream().filter(f -> !f.getKey().isTime())
                .forEach(f -> query.filter(f.getKey().plivoName(), f.getValue()));
        return query.build();
    }

    static Map<MdrFilter, String> filters(PlivoMdrConfiguration configuration, Exchange exchange) {
        Map<MdrFilter, String> filters = new TreeMap<>();
        for (MdrFilter filter : MdrFilter.values()) {
            String value = filter.value(configuration, exchange);
            if (value != null) {
                filters.put(filter, value);
            }
        }
        return filters;
    }
}
