package io.github.camelplivo.mdr.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.model.OneLine;
import io.github.camelplivo.mdr.model.PlivoJson;
import org.jspecify.annotations.Nullable;

/**
 * What a response says about itself: Plivo's {@code error}, a string or an object, else its {@code message}; the title
 * or the first words of an HTML page, which balancers send; any other text as it is. One line, at most 300 characters.
 *
 * @param words what went wrong, null when the body says nothing
 * @param apiId Plivo's name for the request, or null
 */
record ErrorText(@Nullable String words, @Nullable String apiId) {

    private static final int MAX_WORDS = 300;
    /** The words of a page are at its beginning. */
    private static final int MAX_READ = 1 << 13;

    static ErrorText of(PlivoResponse answer) {
        String requestId = answer.header("x-request-id");
        ObjectNode json = json(answer);
        if (json == null) {
            return new ErrorText(answer.packing() == null ? line(plain(answer.text())) : null, line(requestId));
        }
        String apiId = first(json.get("api_id"), json.get("Api_id"));
        return new ErrorText(line(first(json.get("error"), json.get("message"))), line(apiId == null ? requestId : apiId));
    }

    private static @Nullable ObjectNode json(PlivoResponse answer) {
        try {
            return PlivoJson.object(answer.body());
        } catch (RuntimeException | StackOverflowError e) {
            return null;
        }
    }

    /** The text of the first value that has one. */
    private static @Nullable String first(@Nullable JsonNode... values) {
        for (JsonNode value : values) {
            if (value == null || saysNothing(value)) {
                continue;
            }
            if (value.isObject()) {
                String inner = first(value.get("error"), value.get("message"));
                return inner == null ? value.toString() : inner;
            }
            return value.isValueNode() ? value.asText() : value.toString();
        }
        return null;
    }

    private static boolean saysNothing(JsonNode value) {
        return value.isContainerNode()
                ? value.isEmpty()
                : value.isNull() || value.isTextual() && value.textValue().isBlank()
                        || value.isBoolean() && !value.booleanValue();
    }

    private static @Nullable String plain(String body) {
        String text = body.substring(0, Math.min(body.length(), MAX_READ));
        String start = text.stripLeading();
        if (start.startsWith("{") || start.startsWith("[")) {
            // broken JSON may be half a record, whose phone numbers do not belong in a message
            return null;
        }
        if (!start.startsWith("<")) {
            return text;
        }
        return HtmlText.of(text);
    }

    /** One line without invisible characters, short enough for a log; null for blanks. */
    static @Nullable String line(@Nullable String text) {
        return OneLine.of(text, MAX_WORDS);
    }
}
