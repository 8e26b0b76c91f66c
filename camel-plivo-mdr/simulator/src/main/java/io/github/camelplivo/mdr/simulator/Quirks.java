package io.github.camelplivo.mdr.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The active quirks, which change records and responses. */
final class Quirks {

    private static final Pattern IS_DOMESTIC = Pattern.compile("\"is_domestic\":(true|false)");
    private static final String ANOTHER_UUID = "87aeb954-3558-11eb-8618-0242ac110003";

    private final Set<Quirk> on;

    Quirks(Set<Quirk> on) {
        this.on = on.isEmpty() ? EnumSet.noneOf(Quirk.class) : EnumSet.copyOf(on);
    }

    boolean has(Quirk quirk) {
        return on.contains(quirk);
    }

    ObjectNode record(ObjectNode record) {
        if (has(Quirk.FOREIGN_RESOURCE_URI) && record.has("resource_uri")) {
            record.put("resource_uri", record.get("resource_uri").asText()
                    .replace(record.get("message_uuid").asText(), ANOTHER_UUID));
        }
        if (has(Quirk.IS_DOMESTIC_AS_STRING) && record.hasNonNull("is_domestic")) {
            record.put("is_domestic", record.get("is_domestic").asText());
        }
        return record;
    }

    Response change(Response regular, ReceivedRequest request) {
        Response response = regular;
        if (has(Quirk.IS_DOMESTIC_TWICE)) {
            // no JSON tree can hold a duplicate field, so the text is changed
            response = response
                    .body(IS_DOMESTIC.matcher(response.text()).replaceAll("\"is_domestic\":\"$1\",\"is_domestic\":$1"));
        }
        if (has(Quirk.GZIP) && offersGzip(request) && !(response.delivery() instanceof PaddedDelivery)) {
            response = response.body(gzip(response.body())).header("Content-Encoding", "gzip");
        }
        if (has(Quirk.CHUNKED) && response.delivery() == BodyDelivery.WHOLE) {
            response = response.delivered(BodyDelivery.CHUNKED);
        }
        return response;
    }

    private static boolean offersGzip(ReceivedRequest request) {
        return request.headers().getOrDefault("Accept-Encoding", "").toLowerCase(Locale.ROOT).contains("gzip");
    }

    private static byte[] gzip(byte[] body) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write(body);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
