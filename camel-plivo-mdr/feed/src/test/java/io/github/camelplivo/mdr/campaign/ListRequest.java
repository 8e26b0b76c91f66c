package io.github.camelplivo.mdr.campaign;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Map;

import io.github.camelplivo.mdr.simulator.ReceivedRequest;

/** A list request, as it was received. */
record ListRequest(Instant from, Instant to, int offset, int limit) {

    static ListRequest of(ReceivedRequest request) {
        Map<String, String> query = request.query();
        return new ListRequest(
                time(query.get("message_time__gte")), time(query.get("message_time__lt")),
                Integer.parseInt(query.getOrDefault("offset", "0")), Integer.parseInt(query.getOrDefault("limit", "20")));
    }

    private static Instant time(String filter) {
        return LocalDateTime.parse(filter.replace(' ', 'T')).toInstant(ZoneOffset.UTC);
    }

    boolean touches(Instant begin, Instant end) {
        return from.isBefore(end) && to.isAfter(begin);
    }
}
