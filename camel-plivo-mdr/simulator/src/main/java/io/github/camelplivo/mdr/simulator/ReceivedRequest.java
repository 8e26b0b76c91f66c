package io.github.camelplivo.mdr.simulator;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as the simulator received it.
 *
 * @param instant when it arrived, by the simulator's clock
 * @param kind    determined by method and path alone
 * @param path    decoded, without the query
 * @param query   decoded parameters in the order of the request; if one is repeated, its first value
 * @param headers by name, whose case does not matter; {@code Authorization} included
 * @param status  the status of the response; 0 before the response, and if the connection was reset instead
 */
public record ReceivedRequest(
        Instant instant, Kind kind, String method, String path, Map<String, String> query, Map<String, String> headers,
        int status) {

    /** The kind of a request. */
    public enum Kind {
        /** A page of the list: {@code GET /v1/Account/{auth_id}/Message/}. */
        LIST,
        /** One record: {@code GET /v1/Account/{auth_id}/Message/{message_uuid}/}. */
        GET,
        /** Anything else: another path, another method, a path without its last slash. */
        OTHER
    }

    ReceivedRequest without(Collection<String> parameters) {
        Map<String, String> fewer = new LinkedHashMap<>(query);
        fewer.keySet().removeAll(parameters);
        return new ReceivedRequest(instant, kind, method, path, Collections.unmodifiableMap(fewer), headers, status);
    }

    ReceivedRequest withStatus(int status) {
        return new ReceivedRequest(instant, kind, method, path, query, headers, status);
    }
}
