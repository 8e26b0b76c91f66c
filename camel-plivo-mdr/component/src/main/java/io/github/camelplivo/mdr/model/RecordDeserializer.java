package io.github.camelplivo.mdr.model;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.deser.std.StdDeserializer;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * Lets any ObjectMapper read a record back as exactly as Plivo's JSON is read, whatever that mapper does with decimals.
 */
final class RecordDeserializer extends StdDeserializer<MessageDetailRecord> {

    // what follows the record is the caller's
    private static final ObjectReader READER
            = PlivoJson.mapper().reader().without(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);

    RecordDeserializer() {
        super(MessageDetailRecord.class);
    }

    @Override
    public MessageDetailRecord deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        JsonNode node = READER.readTree(parser);
        if (node instanceof ObjectNode object) {
            return MessageDetailRecord.owning(object);
        }
        return (MessageDetailRecord) context.handleUnexpectedToken(MessageDetailRecord.class, parser);
    }
}
