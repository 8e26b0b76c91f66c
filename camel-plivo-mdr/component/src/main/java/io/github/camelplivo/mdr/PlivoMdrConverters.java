package io.github.camelplivo.mdr;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.PlivoJson;
import org.apache.camel.Converter;

/**
 * Records and pages to and from text, bytes, streams, Jackson's nodes, and maps and lists. A record is the JSON object
 * that Plivo sent, byte by byte, a page the array of its records; text is UTF-8.
 */
@Converter(generateBulkLoader = true)
public final class PlivoMdrConverters {

    private PlivoMdrConverters() {
    }

    @Converter
    public static String toString(MessageDetailRecord record) {
        return new String(record.toBytes(), StandardCharsets.UTF_8);
    }

    @Converter
    public static byte[] toBytes(MessageDetailRecord record) {
        return record.toBytes();
    }

    @Converter
    public static InputStream toInputStream(MessageDetailRecord record) {
        return new ByteArrayInputStream(toBytes(record));
    }

    @Converter
    public static JsonNode toJsonNode(MessageDetailRecord record) {
        return record.toJson();
    }

    @Converter
    @SuppressWarnings("unchecked")
    public static Map<String, Object> toMap(MessageDetailRecord record) {
        return PlivoJson.mapper().convertValue(record, Map.class);
    }

    @Converter
    public static MessageDetailRecord toRecord(String json) {
        return MessageDetailRecord.parse(json);
    }

    @Converter
    public static MessageDetailRecord toRecord(byte[] json) {
        return MessageDetailRecord.parse(json);
    }

    @Converter
    public static MessageDetailRecord toRecord(InputStream json) throws IOException {
        return MessageDetailRecord.parse(json.readAllBytes());
    }

    @Converter
    public static MessageDetailRecord toRecord(JsonNode json) throws JsonProcessingException {
        return PlivoJson.mapper().treeToValue(json, MessageDetailRecord.class);
    }

    @Converter
    public static MessageDetailRecord toRecord(Map<String, Object> fields) {
        return PlivoJson.mapper().convertValue(fields, MessageDetailRecord.class);
    }

    @Converter
    public static String toString(MdrPage page) {
        return new String(toBytes(page), StandardCharsets.UTF_8);
    }

    @Converter
    public static byte[] toBytes(MdrPage page) {
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        json.write('[');
        for (int i = 0; i < page.size(); i++) {
            if (i > 0) {
                json.write(',');
            }
            json.writeBytes(page.get(i).toBytes());
        }
        json.write(']');
        return json.toByteArray();
    }

    @Converter
    public static InputStream toInputStream(MdrPage page) {
        return new ByteArrayInputStream(toBytes(page));
    }

    @Converter
    public static JsonNode toJsonNode(MdrPage page) {
        return PlivoJson.mapper().valueToTree(page);
    }

    @Converter
    public static MdrPage toPage(String json) throws IOException {
        return toPage(PlivoJson.mapper().readTree(json));
    }

    @Converter
    public static MdrPage toPage(byte[] json) throws IOException {
        return toPage(PlivoJson.mapper().readTree(json));
    }

    @Converter
    public static MdrPage toPage(InputStream json) throws IOException {
        return toPage(PlivoJson.mapper().readTree(json));
    }

    /** From an array of records, or from Plivo's response to a list request. */
    @Converter
    public static MdrPage toPage(JsonNode json) throws IOException {
        return json.isObject()
                ? MdrPage.parse(PlivoJson.mapper().writeValueAsBytes(json))
                : PlivoJson.mapper().treeToValue(json, MdrPage.class);
    }

    @Converter
    public static MdrPage toPage(List<?> records) {
        return PlivoJson.mapper().convertValue(records, MdrPage.class);
    }
}
