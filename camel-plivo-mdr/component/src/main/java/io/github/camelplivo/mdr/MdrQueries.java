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

    /** One page. Headers go before options. */
    static MessageQuery forPage(PlivoMdrConfiguration configuration, Exchange exchange) {
        Integer limit = exchange.getMessage().getHeader(PlivoMdrConstants.LIMIT, Integer.class);
        Integer offset = exchange.getMessage().getHeader(PlivoMdrConstants.OFFSET, Integer.class);
        MessageQuery.Builder query = MessageQuery.builder()
                .limit(limit == null ? configuration.getLimit() : limit)
                .offset(offset == null ? configuration.getOffset() : offset);
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
