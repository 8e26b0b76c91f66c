package io.github.camelplivo.mdr.model;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Lets any ObjectMapper read a record with the exactness of {@link PlivoJson}, independently of that mapper's handling
 * of decimals.
 */
final class RecordDeserializer extends StdDeserializer<MessageDetailRecord> {

    RecordDeserializer() {
        super(MessageDetailRecord.class);
    }

    @Override
    public MessageDetailRecord deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode node = PlivoJson.tree(parser);
        if (node instanceof ObjectNode object) {
            return MessageDetailRecord.owning(object);
        }
        return (MessageDetailRecord) context.handleUnexpectedToken(MessageDetailRecord.class, parser);
    }
}
