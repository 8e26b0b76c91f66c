package io.github.camelplivo.mdr.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The active quirks, which change records and responses. */
final class Quirks {

    private static final Pattern IS_DOMESTIC = Pattern.compile("\"is_domestic\":(true|false)");
    private static final String ANOTHER_UUID = "87aeb954-3558-11eb-8618-0242ac110003";

    private final Set<Quirk> on = ConcurrentHashMap.newKeySet();

    Quirks(Set<Quirk> on) {
        this.on.addAll(on);
    }

    void begin(Quirk quirk) {
        on.add(quirk);
    }

    boolean has(Quirk quirk) {
        return on.contains(quirk);
    }

    /** The time that the filter uses for a bound of a request. */
    Instant bound(Instant requested) {
        if (has(Quirk.TRUNCATES_FILTER_TO_SECONDS)) {
            return requested.truncatedTo(ChronoUnit.SECONDS);
        }
        return has(Quirk.TRUNCATES_FILTER_TO_MILLISECONDS) ? requested.truncatedTo(ChronoUnit.MILLIS) : requested;
    }

    /** The first time of a row that the filter does not see before this one. */
    Instant seenFrom(Instant time) {
        boolean bounded = !time.equals(Instant.MIN) && !time.equals(Instant.MAX);
        return has(Quirk.FILTERS_ROUNDED_TIMES) && bounded
                ? time.plusNanos(999_999_999).truncatedTo(ChronoUnit.SECONDS).minusMillis(500) : time;
    }

    /** @param random the source of the order of rows that a list shuffles */
    ListOrder order(boolean shuffleTies, Random random) {
        if (has(Quirk.SHUFFLES_SECONDS)) {
            return ListOrder.shuffled(ChronoUnit.SECONDS, random);
        }
        if (has(Quirk.ORDERS_BY_SECOND)) {
            return ListOrder.SECONDS;
        }
        return shuffleTies ? ListOrder.shuffled(ChronoUnit.MICROS, random) : ListOrder.ARRIVAL;
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
