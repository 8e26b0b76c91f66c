package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.Map;

import io.github.camelplivo.mdr.budget.PermitTimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * One question to Plivo, and how its failures are told.
 *
 * @param list  a page is requested, otherwise one record
 * @param uri   the address
 * @param shown the address as it may be told: without phone numbers
 */
record ApiRequest(ClientSettings settings, Credentials credentials, boolean list, URI uri, String shown) {

    private static final int MAX_KEPT_BODY = 1 << 16;

    static ApiRequest get(ClientSettings settings, Credentials credentials, String messageUuid) {
        String address = root(settings) + messageUuid + "/";
        return new ApiRequest(settings, credentials, false, URI.create(address), address);
    }

    static ApiRequest list(ClientSettings settings, Credentials credentials, MessageQuery query) {
        String root = root(settings);
        return new ApiRequest(settings, credentials, true, URI.create(root + "?" + query.toQueryString()), root + "?" + query);
    }

    private static String root(ClientSettings settings) {
        return settings.baseUrl() + "/v1/Account/" + settings.authId() + "/Message/";
    }

    PlivoException failed(IOException e, int attempts) {
        NetworkProblem network = NetworkProblem.of(e, settings);
        return new PlivoUnavailableException(
                new FailureDetails(
                        operation(), shown, 0, null, null, Map.of(), null, credentials.line(network.problem()), null, attempts,
                        credentials.mask().hide(e)),
                network);
    }

    /** The local budget gave no permit. */
    PlivoException notSent(PermitTimeoutException e) {
        return new PlivoRateLimitedException(
                new FailureDetails(operation(), shown, 0, null, null, Map.of(), null, e.getMessage(), null, 0, e));
    }

    PlivoException failed(PlivoResponse answer, int attempts, Clock clock) {
        FailureDetails failure = failure(answer, attempts, null);
        int status = answer.status();
        if (status == 401 || status == 403) {
            return new PlivoAuthenticationException(failure);
        }
        if (status == 404) {
            return new PlivoNotFoundException(failure);
        }
        if (status == 429) {
            return new PlivoRateLimitedException(failure, RetryAfter.parse(answer.headers(), clock));
        }
        if (status >= 500 || isPassing(status)) {
            return new PlivoUnavailableException(failure);
        }
        if (status >= 400) {
            return new PlivoRejectedException(failure);
        }
        return malformed(answer, attempts, failure.location() == null
                ? "an unexpected status" : "a redirect to " + failure.location() + ", which is not followed");
    }

    /** A request that came too late, too early or to the wrong server, by no fault of its own; 4xx all the same. */
    static boolean isPassing(int status) {
        return status == 408 || status == 421 || status == 425;
    }

    /** A well-formed response that belongs to another request. */
    PlivoException mismatched(PlivoResponse answer, int attempts, Mismatch mismatch) {
        return PlivoMalformedException.mismatch(failure(answer, attempts, mismatch.difference()),
                credentials.mask().hide(answer.body()));
    }

    /** @param problem what is wrong with the response; what it says itself is added */
    PlivoException malformed(PlivoResponse answer, int attempts, @Nullable String problem) {
        return new PlivoMalformedException(failure(answer, attempts, problem), credentials.mask().hide(answer.body()));
    }

    private FailureDetails failure(PlivoResponse answer, int attempts, @Nullable String problem) {
        PlivoResponse safe = answer.map(credentials::hide, MAX_KEPT_BODY);
        ErrorText said = ErrorText.of(safe);
        String words = problem == null || said.words() == null ? said.words() : problem + ": " + said.words();
        return new FailureDetails(
                operation(), shown, safe.status(), ErrorText.line(safe.reason()), ErrorText.line(safe.header("Location")),
                safe.headers(),
                safe.text(), credentials.line(words == null ? problem : words),
                said.apiId() == null ? null : credentials.hide(said.apiId()), attempts, null);
    }

    private String operation() {
        return list ? "list" : "get";
    }
}
