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
 * One record of the world, immutable: a change puts a new row in its place, so that a page can be written without the
 * world's lock.
 *
 * @param uuid        the record's {@code message_uuid}
 * @param owner       auth id of the account or subaccount that sent or received the message
 * @param content     gives the record, the same each time, which nobody may change: most records are made up anew
 *                    whenever they are looked at, which takes microseconds and no memory. Times in it are
 *                    {@link Instant}s in POJO nodes until they are written, because Plivo chooses the offset when the
 *                    record is read
 * @param messageTime what the list is sorted and filtered by, whole microseconds
 * @param listedFrom  from when on the record can be seen
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

    /** The record after this edit, which was made at that time. */
    Row changed(Consumer<ObjectNode> edit, Instant time) {
        ObjectNode changed = json().deepCopy();
        edit.accept(changed);
        changed.putPOJO("message_updated_time", time);
        return with(() -> changed);
    }

    /** The record as Plivo would write it for an account in that zone: a fresh object. */
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
