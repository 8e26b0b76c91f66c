package io.github.camelplivo.mdr.client;

import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * Makes a value of a response with status 200, which Plivo also sends with an error in it, and with
 * {@code async api spawned} instead of data.
 */
@FunctionalInterface
interface ResponseReader<T> {

    /** @throws IllegalArgumentException that says what the response is instead */
    T read(PlivoResponse answer);

    /** @param hide takes secrets out of what becomes a header */
    static MessageDetailRecord record(PlivoResponse answer, UnaryOperator<String> hide) {
        requireComplete(answer);
        MessageDetailRecord record = MessageDetailRecord.parse(answer.body());
        String apiId = record.getApiId();
        if (apiId != null && !apiId.equals(hide.apply(apiId))) {
            ObjectNode json = record.toJson();
            hideTexts(json, hide);
            record = MessageDetailRecord.of(json);
        }
        // in a record an error would be a new field, and those are welcome
        if (record.getMessageUuid() == null && !record.has("message_uuid")) {
            requireData(record.toJson());
        }
        requireUuid(record, "the record");
        return record;
    }

    /** @param hide takes secrets out of what becomes a header */
    static MdrPage page(PlivoResponse answer, UnaryOperator<String> hide) {
        requireComplete(answer);
        MdrPage page = MdrPage.parse(answer.body(), envelope -> {
            requireData(envelope);
            hideTexts(envelope, hide);
            if (envelope.get("meta") instanceof ObjectNode meta) {
                hideTexts(meta, hide);
            }
        });
        for (int row = 0; row < page.size(); row++) {
            requireUuid(page.get(row), "row " + row + " of the page");
        }
        return page;
    }

    private static void hideTexts(ObjectNode json, UnaryOperator<String> hide) {
        for (Map.Entry<String, JsonNode> field : json.properties()) {
            if (field.getValue().isTextual()) {
                field.setValue(TextNode.valueOf(hide.apply(field.getValue().textValue())));
            }
        }
    }

    private static void requireComplete(PlivoResponse answer) {
        if (!answer.complete()) {
            throw new IllegalArgumentException("the response is larger than " + Transport.MAX_BODY + " bytes");
        }
        if (answer.packing() != null) {
            throw new IllegalArgumentException(
                    "Content-Encoding is " + answer.packing() + "; allowed is gzip or deflate, applied once");
        }
    }

    private static void requireData(ObjectNode json) {
        if (isError(json.path("error"))) {
            throw new IllegalArgumentException("an error with status 200");
        }
        if (!json.has("objects") && json.hasNonNull("message")) {
            throw new IllegalArgumentException("a message instead of data");
        }
    }

    /** Nothing in an {@code error} means that there is none: null, false, 0, "", {} and []. */
    private static boolean isError(JsonNode error) {
        if (error.isContainerNode()) {
            return !error.isEmpty();
        }
        return error.isTextual() ? !error.textValue().isBlank() : error.isNumber() ? error.decimalValue().signum() != 0
                : error.booleanValue();
    }

    private static void requireUuid(MessageDetailRecord record, String what) {
        String uuid = record.getMessageUuid();
        if (uuid == null || uuid.isBlank()) {
            throw new IllegalArgumentException(what + " has no message_uuid");
        }
    }
}
