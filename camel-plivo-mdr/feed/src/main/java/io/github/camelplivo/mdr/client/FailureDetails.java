package io.github.camelplivo.mdr.client;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

import org.jspecify.annotations.Nullable;

/**
 * What is known about a request that failed.
 *
 * @param operation    {@code get} or {@code list}
 * @param uri          the requested address, without credentials and phone numbers
 * @param statusCode   0 where there was no response
 * @param statusText   the status in words, or null
 * @param location     where a redirect pointed to, or null
 * @param headers      those of the response that are of use and harmless; names in any case
 * @param responseBody the beginning of the body, or null
 * @param problem      what went wrong, in Plivo's words where it said any
 * @param apiId        Plivo's name for the request, or null
 * @param attempts     how many times the request was sent, 0 if it never was
 * @param cause        the network's error, or null
 */
public record FailureDetails(String operation, String uri, int statusCode, @Nullable String statusText,
        @Nullable String location, Map<String, String> headers, @Nullable String responseBody, @Nullable String problem,
        @Nullable String apiId, int attempts, @Nullable Throwable cause) implements Serializable {

    public FailureDetails {
        Map<String, String> copy = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        copy.putAll(headers);
        headers = Collections.unmodifiableMap(copy);
    }

    /** A failure of which only this is known. */
    public static FailureDetails of(String operation, int statusCode, @Nullable String problem) {
        return new FailureDetails(operation, "", statusCode, null, null, Map.of(), null, problem, null, 1, null);
    }

    /** How much of a response came. */
    String outcome() {
        return attempts == 0 ? "not sent to" : statusCode == 0 ? "no response from" : "status " + statusCode + " from";
    }

    /** One line for whoever is on call. */
    String message(String outcome, String advice) {
        StringBuilder message = new StringBuilder("Plivo ").append(operation).append(" failed: ");
        message.append(outcome).append(' ').append(uri).append(": ").append(problem == null ? "no error text" : problem);
        if (statusCode != 0) {
            message.append(" (api_id ").append(apiId == null ? "none" : apiId).append(')');
        }
        message.append(message.charAt(message.length() - 1) == '.' ? " " : ". ");
        if (attempts > 0) {
            message.append(attempts == 1 ? "Sent once. " : "Failed after " + attempts + " attempts. ");
        }
        return message.append(advice).toString();
    }
}
