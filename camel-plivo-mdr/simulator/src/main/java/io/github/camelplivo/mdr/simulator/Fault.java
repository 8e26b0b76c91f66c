package io.github.camelplivo.mdr.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * A faulty response that replaces the regular one; {@link Faults} decides when. Bodies are like those that Plivo is
 * known to send. {@link ConnectionFault} has the faults of connections, {@link PageFault} pages in which a part is
 * missing.
 */
public final class Fault {

    private final String name;
    private final Replacement replacement;
    private final Change change;

    private Fault(String name, Change change) {
        this(name, (received, before) -> received, change);
    }

    private Fault(String name, Replacement replacement, Change change) {
        this.name = name;
        this.replacement = replacement;
        this.change = change;
    }

    /** Selects the request that the simulator processes instead of the received one. */
    private interface Replacement {
        ReceivedRequest of(ReceivedRequest received, ReceivedRequest before);
    }

    private interface Change {
        Response apply(Response regular, String apiId);
    }

    /** Any response. */
    public static Fault status(int code, String contentType, String body) {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(body, "body");
        return new Fault("status " + code, (regular, apiId) -> Response.of(code, contentType, body));
    }

    /** 400 with {@code api_id} and this {@code error}. */
    public static Fault json400(String error) {
        return error("json400", 400, error);
    }

    /** 401 in plain text, not JSON: the response of the message API to wrong and to missing credentials. */
    public static Fault unauthorized() {
        return new Fault("unauthorized", (regular, apiId) -> MessageApi.unauthorized());
    }

    /** 401 as JSON without {@code api_id}, as newer parts of the API have it. */
    public static Fault unauthorizedJson() {
        return status(401, Response.JSON, "{\"error\": \"authentication credentials were not provided\"}");
    }

    /** 403 as JSON: an IP address that is not allowed, an account that is not verified. */
    public static Fault forbidden() {
        return error("forbidden", 403, "access from this IP address is not allowed");
    }

    /** 404 with {@code "error": "not found"}. */
    public static Fault notFound() {
        return error("notFound", 404, "not found");
    }

    /** 404 with {@code {}} as its body. */
    public static Fault notFoundEmptyObject() {
        return status(404, Response.JSON, "{}");
    }

    /** 429 as JSON without {@code Retry-After}. */
    public static Fault tooManyRequests() {
        return error("tooManyRequests", 429, MessageApi.TOO_MANY_REQUESTS);
    }

    /** 429 as JSON with a {@code Retry-After}: {@code 1}, {@code 0.5}, an HTTP date, nonsense. */
    public static Fault tooManyRequests(String retryAfter) {
        return new Fault(
                "tooManyRequests " + retryAfter,
                (regular, apiId) -> Response.error(429, apiId, MessageApi.TOO_MANY_REQUESTS).header("Retry-After", retryAfter));
    }

    /** 429 in plain text without {@code Retry-After}. */
    public static Fault tooManyRequestsText() {
        return status(429, Response.TEXT, MessageApi.TOO_MANY_REQUESTS);
    }

    /** 500 as JSON. */
    public static Fault serverError() {
        return error("serverError", 500, "temporary failure");
    }

    /** 502 as the HTML page of a gateway. */
    public static Fault badGatewayHtml() {
        return status(502, Response.HTML, page("502 Bad Gateway"));
    }

    /** 503 as the HTML page of a gateway. */
    public static Fault unavailableHtml() {
        return status(503, Response.HTML, page("503 Service Temporarily Unavailable"));
    }

    /** 200 with an HTML page. */
    public static Fault okHtml() {
        return status(200, Response.HTML, page("Welcome"));
    }

    /** 200 with no body. */
    public static Fault okEmpty() {
        return status(200, Response.JSON, "");
    }

    /** 200 with an error object in place of a page or a record. */
    public static Fault okErrorObject() {
        return error("okErrorObject", 200, "something went wrong");
    }

    /** 200 "async api spawned": the response to a request that has a {@code callback_url}. */
    public static Fault asyncSpawned() {
        return new Fault(
                "asyncSpawned",
                (regular, apiId) -> MessageApi.asyncSpawned(apiId));
    }

    /** 200 and a JSON page of this many bytes, streamed; the JSON is never complete. */
    public static Fault huge(long bytes) {
        return new Fault(
                "huge " + bytes,
                (regular, apiId) -> Response.of(200, Response.JSON, "{\"api_id\":\"" + apiId + "\",\"objects\":[")
                        .delivered(new PaddedDelivery(bytes)));
    }

    /** 308 to another place, absolute or relative. */
    public static Fault redirect(String location) {
        return new Fault(
                "redirect " + location,
                (regular, apiId) -> Response.of(308, Response.HTML, page("308 Permanent Redirect")).header("Location",
                        location));
    }

    /** The regular response with this time in the header {@code Date}. */
    public static Fault date(Instant date) {
        return new Fault("date", (regular, apiId) -> regular).dated(date);
    }

    /** This fault with this time in the header {@code Date}. */
    public Fault dated(Instant date) {
        return new Fault(
                name + " dated " + date, replacement,
                (regular, apiId) -> change.apply(regular, apiId).header("Date", HttpFront.DATE.format(date)));
    }

    /**
     * The response to the previous request, of any kind, as a middlebox that confuses connections sends it; the regular
     * response if there was no previous request.
     */
    public static Fault answerToThePrevious() {
        return new Fault(
                "answerToThePrevious", (received, before) -> before == null ? received : before, (regular, apiId) -> regular);
    }

    /** The response to the same request without these parameters, as from a gateway that drops them. */
    public static Fault withoutParameters(String... names) {
        List<String> dropped = List.of(names);
        return new Fault(
                "withoutParameters " + dropped, (received, before) -> received.without(dropped), (regular, apiId) -> regular);
    }

    ReceivedRequest replaced(ReceivedRequest received, ReceivedRequest before) {
        return replacement.of(received, before);
    }

    Response apply(Response regular, String apiId) {
        return change.apply(regular, apiId);
    }

    /** The regular response with this change. */
    static Fault changed(String name, UnaryOperator<Response> change) {
        return new Fault(name, (regular, apiId) -> change.apply(regular));
    }

    private static Fault error(String name, int status, String error) {
        return new Fault(name, (regular, apiId) -> Response.error(status, apiId, error));
    }

    private static String page(String title) {
        return "<html>\n<head><title>" + title + "</title></head>\n<body>\n<center><h1>" + title
               + "</h1></center>\n<hr><center>nginx</center>\n</body>\n</html>\n";
    }

    @Override
    public String toString() {
        return name;
    }
}
