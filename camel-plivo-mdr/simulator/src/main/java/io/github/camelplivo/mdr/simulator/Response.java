package io.github.camelplivo.mdr.simulator;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;

/**
 * A response to a client, immutable.
 *
 * @param delivery how the body is sent
 * @param silence  how long the simulator sends nothing before the response
 */
record Response(
        int status, String contentType, byte[] body, Map<String, String> headers, Delivery delivery, Duration silence) {

    static final String JSON = "application/json";
    static final String TEXT = "text/plain; charset=utf-8";
    static final String HTML = "text/html; charset=utf-8";

    static Response of(int status, String contentType, String body) {
        return new Response(
                status, contentType, body.getBytes(StandardCharsets.UTF_8), Map.of(), BodyDelivery.WHOLE, Duration.ZERO);
    }

    static Response json(int status, JsonNode body) {
        return of(status, JSON, body.toString());
    }

    /** The shape of all of Plivo's JSON errors. */
    static Response error(int status, String apiId, String error) {
        return json(status, JsonNodeFactory.instance.objectNode().put("api_id", apiId).put("error", error));
    }

    String text() {
        return new String(body, StandardCharsets.UTF_8);
    }

    Response body(byte[] other) {
        return new Response(status, contentType, other, headers, delivery, silence);
    }

    Response body(String other) {
        return body(other.getBytes(StandardCharsets.UTF_8));
    }

    Response header(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(headers);
        more.put(name, value);
        return new Response(status, contentType, body, more, delivery, silence);
    }

    Response delivered(Delivery other) {
        return new Response(status, contentType, body, headers, other, silence);
    }

    Response after(Duration wait) {
        return new Response(status, contentType, body, headers, delivery, silence.plus(wait));
    }
}
