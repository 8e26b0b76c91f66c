package io.github.camelplivo.mdr.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.PlivoJson;

/**
 * Makes a value of an answer with status 200, which Plivo also sends with an error in it, and with
 * {@code async api spawned} instead of data.
 */
@FunctionalInterface
interface AnswerReader<T> {

    /** @throws IllegalArgumentException that says what the answer is instead */
    T read(Answer answer);

    static MessageDetailRecord record(Answer answer) {
        MessageDetailRecord record = MessageDetailRecord.of(json(answer));
        requireUuid(record, "the record");
        return record;
    }

    static MdrPage page(Answer answer) {
        MdrPage page = MdrPage.of(json(answer));
        for (int row = 0; row < page.size(); row++) {
            requireUuid(page.get(row), "row " + row + " of the page");
        }
        return page;
    }

    private static ObjectNode json(Answer answer) {
        if (!answer.complete()) {
            throw new IllegalArgumentException("the answer is larger than " + Transport.MAX_BODY + " bytes");
        }
        ObjectNode json = PlivoJson.object(answer.body());
        JsonNode error = json.path("error");
        // in a record it would be a new field, and those are welcome
        if (!json.has("message_uuid") && (error.isContainerNode() || !error.asText("").isBlank())) {
            throw new IllegalArgumentException("an error under status 200");
        }
        if (!json.has("message_uuid") && !json.has("objects") && json.hasNonNull("message")) {
            throw new IllegalArgumentException("a message instead of data");
        }
        return json;
    }

    private static void requireUuid(MessageDetailRecord record, String what) {
        String uuid = record.getMessageUuid();
        if (uuid == null || uuid.isBlank()) {
            throw new IllegalArgumentException(what + " has no message_uuid");
        }
    }
}
