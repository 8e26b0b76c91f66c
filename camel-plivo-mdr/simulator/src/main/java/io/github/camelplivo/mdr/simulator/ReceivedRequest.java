package io.github.camelplivo.mdr.simulator;

import java.time.Instant;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A request as the simulator got it.
 *
 * @param instant when, by the simulator's clock
 * @param kind    what it asked for, judged by method and path alone
 * @param path    decoded, without the query
 * @param query   decoded parameters in the order of the request; of a repeated one the first
 * @param headers by name, whose case does not matter; {@code Authorization} included
 * @param status  what was answered; 0 as long as nothing was, and when the connection was reset instead
 */
public record ReceivedRequest(
        Instant instant, Kind kind, String method, String path, Map<String, String> query, Map<String, String> headers,
        int status) {

    /** What a request asks for. */
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

    ReceivedRequest answered(int answer) {
        return new ReceivedRequest(instant, kind, method, path, query, headers, answer);
    }
}
