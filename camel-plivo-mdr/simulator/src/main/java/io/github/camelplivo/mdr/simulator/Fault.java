package io.github.camelplivo.mdr.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Something that a client gets in place of the truth; {@link Faults} says when. Bodies follow what Plivo is known to
 * send. {@link ConnectionFault} has those of connections, {@link PageFault} those of pages that miss a part.
 */
public final class Fault {

    private final String name;
    private final Question question;
    private final Change change;

    private Fault(String name, Change change) {
        this(name, (asked, before) -> asked, change);
    }

    private Fault(String name, Question question, Change change) {
        this.name = name;
        this.question = question;
        this.change = change;
    }

    /** The request that is answered in place of the one that was asked. */
    private interface Question {
        ReceivedRequest of(ReceivedRequest asked, ReceivedRequest before);
    }

    private interface Change {
        Answer apply(Answer truth, String apiId);
    }

    /** Any answer. */
    public static Fault status(int code, String contentType, String body) {
        Objects.requireNonNull(contentType, "contentType");
        Objects.requireNonNull(body, "body");
        return new Fault("status " + code, (truth, apiId) -> Answer.of(code, contentType, body));
    }

    /** 400 with {@code api_id} and this {@code error}. */
    public static Fault json400(String error) {
        return error("json400", 400, error);
    }

    /** 401 in plain text, not JSON: what the message API answers to wrong and to missing credentials. */
    public static Fault unauthorized() {
        return new Fault("unauthorized", (truth, apiId) -> MessageApi.unauthorized());
    }

    /** 401 as JSON without {@code api_id}, as newer parts of the API have it. */
    public static Fault unauthorizedJson() {
        return status(401, Answer.JSON, "{\"error\": \"authentication credentials were not provided\"}");
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
        return status(404, Answer.JSON, "{}");
    }

    /** 429 as JSON without {@code Retry-After}. */
    public static Fault tooManyRequests() {
        return error("tooManyRequests", 429, MessageApi.TOO_MANY_REQUESTS);
    }

    /** 429 as JSON with a {@code Retry-After}: {@code 1}, {@code 0.5}, an HTTP date, nonsense. */
    public static Fault tooManyRequests(String retryAfter) {
        return new Fault(
                "tooManyRequests " + retryAfter,
                (truth, apiId) -> Answer.error(429, apiId, MessageApi.TOO_MANY_REQUESTS).header("Retry-After", retryAfter));
    }

    /** 429 in plain text without {@code Retry-After}. */
    public static Fault tooManyRequestsText() {
        return status(429, Answer.TEXT, MessageApi.TOO_MANY_REQUESTS);
    }

    /** 500 as JSON. */
    public static Fault serverError() {
        return error("serverError", 500, "temporary failure");
    }

    /** 502 as the HTML page of a gateway. */
    public static Fault badGatewayHtml() {
        return status(502, Answer.HTML, page("502 Bad Gateway"));
    }

    /** 503 as the HTML page of a gateway. */
    public static Fault unavailableHtml() {
        return status(503, Answer.HTML, page("503 Service Temporarily Unavailable"));
    }

    /** 200 with an HTML page. */
    public static Fault okHtml() {
        return status(200, Answer.HTML, page("Welcome"));
    }

    /** 200 with no body. */
    public static Fault okEmpty() {
        return status(200, Answer.JSON, "");
    }

    /** 200 with an error object in place of a page or a record. */
    public static Fault okErrorObject() {
        return error("okErrorObject", 200, "something went wrong");
    }

    /** 200 "async api spawned": what comes when a request has a {@code callback_url}. */
    public static Fault asyncSpawned() {
        return new Fault(
                "asyncSpawned",
                (truth, apiId) -> MessageApi.asyncSpawned(apiId));
    }

    /** 200 and a JSON page without end in sight: so many bytes, streamed. */
    public static Fault huge(long bytes) {
        return new Fault(
                "huge " + bytes,
                (truth, apiId) -> Answer.of(200, Answer.JSON, "{\"api_id\":\"" + apiId + "\",\"objects\":[")
                        .delivered(new PaddedDelivery(bytes)));
    }

    /** 308 to another place, absolute or relative. */
    public static Fault redirect(String location) {
        return new Fault(
                "redirect " + location,
                (truth, apiId) -> Answer.of(308, Answer.HTML, page("308 Permanent Redirect")).header("Location", location));
    }

    /** The truth, but by a clock that shows this: the header {@code Date}. */
    public static Fault date(Instant date) {
        return new Fault("truth", (truth, apiId) -> truth).dated(date);
    }

    /** This fault with the header {@code Date} of a clock that shows this. */
    public Fault dated(Instant date) {
        return new Fault(
                name + " dated " + date, question,
                (truth, apiId) -> change.apply(truth, apiId).header("Date", HttpFront.DATE.format(date)));
    }

    /**
     * The answer to the request before this one, of any kind, as a middlebox that lost count gives it; the truth where
     * there was none.
     */
    public static Fault answerToThePrevious() {
        return new Fault(
                "answerToThePrevious", (asked, before) -> before == null ? asked : before, (truth, apiId) -> truth);
    }

    /** The answer to the same request without these parameters, as from a gateway that drops them. */
    public static Fault withoutParameters(String... names) {
        List<String> dropped = List.of(names);
        return new Fault(
                "withoutParameters " + dropped, (asked, before) -> asked.without(dropped), (truth, apiId) -> truth);
    }

    ReceivedRequest question(ReceivedRequest asked, ReceivedRequest before) {
        return question.of(asked, before);
    }

    Answer apply(Answer truth, String apiId) {
        return change.apply(truth, apiId);
    }

    /** The truth with this change. */
    static Fault changed(String name, UnaryOperator<Answer> change) {
        return new Fault(name, (truth, apiId) -> change.apply(truth));
    }

    private static Fault error(String name, int status, String error) {
        return new Fault(name, (truth, apiId) -> Answer.error(status, apiId, error));
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
