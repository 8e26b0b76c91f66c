package io.github.camelplivo.mdr.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * What a client gets, immutable.
 *
 * @param delivery how the body goes out
 * @param silence  how long nothing at all happens before
 */
record Answer(
        int status, String contentType, byte[] body, Map<String, String> headers, Delivery delivery, Duration silence) {

    static final String JSON = "application/json";
    static final String TEXT = "text/plain; charset=utf-8";
    static final String HTML = "text/html; charset=utf-8";

    static Answer of(int status, String contentType, String body) {
        return new Answer(
                status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of(), BodyDelivery.WHOLE, Duration.ZERO);
    }

    static Answer json(int status, JsonNode body) {
        return of(status, JSON, body.toString());
    }

    /** The shape of all of Plivo's JSON errors. */
    static Answer error(int status, String apiId, String error) {
        return json(status, JsonNodeFactory.instance.objectNode().put("api_id", apiId).put("error", error));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Answer body(byte[] other) {
        return new Answer(status, contentType, other, headers, delivery, silence);
    }

    Answer body(String other) {
        return body(other.getBytes(StandardCharsets.UTF_8));
    }

    Answer header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Answer(status, contentType, body, more, delivery, silence);
    }

    Answer delivered(Delivery other) {
        return new Answer(status, contentType, body, headers, other, silence);
    }

    Answer after(Duration wait) {
        return new Answer(status, contentType, body, headers, delivery, silence.plus(wait));
    }
}
