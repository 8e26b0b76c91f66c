package io.github.camelplivo.mdr.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

/** A plain reader of the message API, based on the JDK's HTTP client, that shows the bytes on the wire. */
final class Reader {

    static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final URI baseUrl;
    private final String authId;
    private final String authToken;

    Reader(PlivoSimulator plivo) {
        this(plivo, plivo.account());
    }

    Reader(PlivoSimulator plivo, SimulatedAccount account) {
        this(plivo.baseUrl(), account.authId(), account.authToken());
    }

    Reader(URI baseUrl, String authId, String authToken) {
        this.baseUrl = baseUrl;
        this.authId = authId;
        this.authToken = authToken;
    }

    /** The list with parameters, name and value in turn. */
    HttpResponse<String> list(String... parameters) {
        StringBuilder query = new StringBuilder();
        for (int i = 0; i < parameters.length; i += 2) {
            query.append(query.isEmpty() ? "?" : "&").append(encoded(parameters[i]))
                    .append('=').append(encoded(parameters[i + 1]));
        }
        return get(listPath() + query);
    }

    /** A page that must come with a 200. */
    JsonNode page(String... parameters) {
        return body(list(parameters));
    }

    List<String> uuids(String... parameters) {
        return uuids(page(parameters));
    }

    static List<String> uuids(JsonNode page) {
        List<String> uuids = new ArrayList<>();
        page.get("objects").forEach(record -> uuids.add(record.get("message_uuid").asText()));
        return uuids;
    }

    HttpResponse<String> message(String uuid) {
        return get(listPath() + uuid + "/");
    }

    /** A record that must come with a 200. */
    JsonNode record(String uuid) {
        return body(message(uuid));
    }

    String listPath() {
        return "/v1/Account/" + authId + "/Message/";
    }

    HttpResponse<String> get(String pathAndQuery) {
        return send(request(pathAndQuery).build(), BodyHandlers.ofString());
    }

    HttpResponse<InputStream> stream(String pathAndQuery) {
        return send(request(pathAndQuery).build(), BodyHandlers.ofInputStream());
    }

    HttpRequest.Builder request(String pathAndQuery) {
        String pair = authId + ":" + authToken;
        return HttpRequest.newBuilder(baseUrl.resolve(pathAndQuery))
                // the test must not hang, whatever the simulator does
                .timeout(Duration.ofSeconds(20))
                .header("Authorization",
                        "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8)));
    }

    <T> HttpResponse<T> send(HttpRequest request, HttpResponse.BodyHandler<T> handler) {
        try {
            return http.send(request, handler);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException(response.body(), e);
        }
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    private static JsonNode body(HttpResponse<String> response) {
        if (response.statusCode() != 200) {
            throw new AssertionError(response.statusCode() + " " + response.body());
        }
        return json(response);
    }
}
