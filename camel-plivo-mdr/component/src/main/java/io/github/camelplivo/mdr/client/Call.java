package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;

/**
 * One question to Plivo, and how its failures are told.
 *
 * @param list  a page is asked for, else one record
 * @param uri   the address
 * @param shown the address as it may be told: without phone numbers
 */
record Call(ClientSettings settings, boolean list, URI uri, String shown) {

    private static final int MAX_KEPT_BODY = 1 << 16;
    /** A shorter one would turn every message into x's. */
    private static final int MIN_TOKEN = 4;

    static Call get(ClientSettings settings, String messageUuid) {
        String address = root(settings) + messageUuid + "/";
        return new Call(settings, false, URI.create(address), address);
    }

    static Call list(ClientSettings settings, MessageQuery query) {
        String root = root(settings);
        return new Call(settings, true, URI.create(root + "?" + query.toQueryString()), root + "?" + query);
    }

    private static String root(ClientSettings settings) {
        return settings.baseUrl() + "/v1/Account/" + settings.authId() + "/Message/";
    }

    PlivoMdrException failed(IOException e, int attempts) {
        // the cause is the network's, and no part of a request stands in it
        String problem = redact(ErrorText.line(NetworkProblem.describe(e, settings)));
        return new PlivoMdrUnavailableException(
                new Failure(operation(), shown, 0, null, null, Map.of(), null, problem, null, attempts, e));
    }

    PlivoMdrException failed(Answer answer, int attempts, Clock clock) {
        Failure failure = failure(answer, attempts, ErrorText.of(answer).words());
        int status = answer.status();
        if (status == 401 || status == 403) {
            return new PlivoMdrAuthenticationException(failure);
        }
        if (status == 404) {
            return new PlivoMdrNotFoundException(failure);
        }
        if (status == 429) {
            return new PlivoMdrRateLimitedException(failure, RetryAfter.parse(answer.header("retry-after"), clock));
        }
        if (status >= 500) {
            return new PlivoMdrUnavailableException(failure);
        }
        if (status >= 400) {
            return new PlivoMdrRejectedException(failure);
        }
        String problem = failure.location() == null
                ? "an unexpected status" : "a redirect to " + failure.location() + ", which is not followed";
        return malformed(answer, attempts, problem);
    }

    PlivoMdrException malformed(Answer answer, int attempts, String problem) {
        return new PlivoMdrMalformedException(failure(answer, attempts, ErrorText.line(problem)));
    }

    private Failure failure(Answer answer, int attempts, String problem) {
        Map<String, String> headers = new HashMap<>();
        answer.headers().forEach((name, value) -> headers.put(name, redact(value)));
        return new Failure(
                operation(), shown, answer.status(), answer.reason(), redact(ErrorText.line(answer.header("location"))),
                headers,
                redact(answer.text(MAX_KEPT_BODY)), redact(problem), redact(ErrorText.of(answer).apiId()), attempts, null);
    }

    private String operation() {
        return list ? "list" : "get";
    }

    /** For proxies and debug pages that repeat what was sent to them. */
    private String redact(String text) {
        if (text == null || settings.authToken().length() < MIN_TOKEN) {
            return text;
        }
        String basic = Base64.getEncoder().encodeToString(
                (settings.authId() + ":" + settings.authToken()).getBytes(StandardCharsets.UTF_8));
        return text.replace(basic, "xxxxxx").replace(settings.authToken(), "xxxxxx");
    }
}
