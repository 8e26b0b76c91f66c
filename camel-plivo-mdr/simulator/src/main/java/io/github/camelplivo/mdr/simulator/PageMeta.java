package io.github.camelplivo.mdr.simulator;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The {@code meta} of a page. Links are relative, repeat all parameters of the request (unknown ones too), encode a
 * blank as a plus, and have no fixed order of parameters, as in Plivo's own examples.
 */
final class PageMeta {

    private final ReceivedRequest request;
    private final ListQuery query;
    private final Quirks quirks;
    private final Random random;

    PageMeta(ReceivedRequest request, ListQuery query, Quirks quirks, Random random) {
        this.request = request;
        this.query = query;
        this.quirks = quirks;
        this.random = random;
    }

    ObjectNode of(MessageStore.Slice slice) {
        ObjectNode meta = JsonNodeFactory.instance.objectNode();
        meta.put("limit", query.limit());
        meta.put("next", hasNext(slice) ? link(nextLimit(), query.offset() + query.limit()) : none());
        meta.put("offset", query.offset());
        meta.put("previous", query.offset() > 0 ? link(query.limit(), Math.max(0, query.offset() - query.limit())) : none());
        if (slice.total() >= 0) {
            meta.put("total_count", slice.total());
        }
        return meta;
    }

    private boolean hasNext(MessageStore.Slice slice) {
        return slice.more() || quirks.has(Quirk.NEXT_LEADS_TO_EMPTY_PAGE) && !slice.rows().isEmpty();
    }

    private int nextLimit() {
        if (!quirks.has(Quirk.NEXT_WITH_OTHER_LIMIT)) {
            return query.limit();
        }
        return query.limit() == ListQuery.MAX_LIMIT ? ListQuery.MAX_LIMIT / 2 : ListQuery.MAX_LIMIT;
    }

    private String none() {
        return quirks.has(Quirk.EMPTY_NEXT) ? "" : null;
    }

    /** The query of a request, to repeat it: "", or a question mark and the parameters. */
    static String query(ReceivedRequest request) {
        return request.query().isEmpty() ? "" : parameters(request).collect(Collectors.joining("&", "?", ""));
    }

    private String link(int limit, int offset) {
        List<String> parameters = new ArrayList<>();
        parameters(request)
                .filter(parameter -> !parameter.startsWith("limit=") && !parameter.startsWith("offset="))
                .forEach(parameters::add);
        parameters.add("limit=" + limit);
        parameters.add("offset=" + offset);
        Collections.shuffle(parameters, random);
        return parameters.stream().collect(Collectors.joining("&", request.path() + "?", ""));
    }

    private static Stream<String> parameters(ReceivedRequest request) {
        return request.query().entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()));
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }
}
