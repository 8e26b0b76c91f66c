package io.github.camelplivo.mdr.simulator;

import java.time.Instant;
import java.time.ZoneId;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.POJONode;
import com.fasterxml.jackson.databind.node.TextNode;

/**
 * One record of the store, immutable: a change replaces it by a new row, so that a page can be written without the
 * store's lock.
 *
 * @param uuid        the record's {@code message_uuid}
 * @param owner       auth id of the account or subaccount that sent or received the message
 * @param content     returns the record, the same each time; callers must not change it. Most records are generated
 *                    again at each read, which takes microseconds and no memory. Its times are {@link Instant}s in POJO
 *                    nodes until they are written, because Plivo chooses the offset when the record is read
 * @param messageTime the time by which the list is sorted and filtered, in whole microseconds
 * @param listedFrom  when the record becomes visible
 */
record Row(String uuid, String owner, Supplier<ObjectNode> content, Instant messageTime, Instant listedFrom) {

    boolean isListed(Instant now) {
        return !now.isBefore(listedFrom);
    }

    ObjectNode json() {
        return content.get();
    }

    Row with(Supplier<ObjectNode> other) {
        return new Row(uuid, owner, other, messageTime, listedFrom);
    }

    /** The record after an edit at that time. */
    Row changed(Consumer<ObjectNode> edit, Instant time) {
        ObjectNode changed = json().deepCopy();
        edit.accept(changed);
        changed.putPOJO("message_updated_time", time);
        return with(() -> changed);
    }

    /** The record as Plivo writes it for an account in that zone; a new object. */
    ObjectNode write(ZoneId zone) {
        ObjectNode written = json().deepCopy();
        for (Map.Entry<String, JsonNode> field : written.properties()) {
            if (field.getValue() instanceof POJONode node && node.getPojo() instanceof Instant instant) {
                field.setValue(TextNode.valueOf(PlivoTime.write(instant, zone)));
            }
        }
        return written;
    }
}
