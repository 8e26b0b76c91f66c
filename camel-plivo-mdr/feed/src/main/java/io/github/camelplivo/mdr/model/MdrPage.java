package io.github.camelplivo.mdr.model;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One page of the message list ("List All Messages"): at most 20 records, newest first, with Plivo's {@code meta}. An
 * immutable list; Jackson writes it as an array of records.
 */
public final class MdrPage extends AbstractList<MessageDetailRecord> {

    private final @Nullable String apiId;
    private final PageMeta meta;
    private final List<MessageDetailRecord> records;
    private final boolean lacksObjects;
    private final int responseBytes;

    private MdrPage(
                    @Nullable String apiId, PageMeta meta, List<MessageDetailRecord> records, boolean lacksObjects,
                    int responseBytes) {
        this.apiId = apiId;
        this.meta = meta;
        this.records = records;
        this.lacksObjects = lacksObjects;
        this.responseBytes = responseBytes;
    }

    /** A page of these records, without {@code meta} and {@code api_id}. */
    @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
    public static MdrPage of(List<MessageDetailRecord> records) {
        return new MdrPage(null, PageMeta.empty(), List.copyOf(records), false, 0);
    }

    /**
     * A page from Plivo's response. {@code objects} may be null or missing if {@code meta} identifies the page, and
     * null if {@code api_id} (or {@code Api_id}, as the documentation prints it) is there: Plivo has sent this if no
     * record matched. It may be {@code {}}, as some languages write an empty array.
     *
     * @throws IllegalArgumentException when it is not a page; the message says what it is
     */
    public static MdrPage parse(byte[] json) {
        return parse(json, envelope -> {
        });
    }

    /**
     * As {@link #parse(byte[])}.
     *
     * @param check gets the response, but without the rows in its {@code objects}; may change the response, or throw an
     *              exception if it is not a page
     */
    public static MdrPage parse(byte[] json, Consumer<ObjectNode> check) {
        JsonScan.Page scanned = JsonScan.page(json);
        ObjectNode response = scanned == null ? PlivoJson.object(json) : scanned.envelope();
        check.accept(response);
        return of(response, scanned == null ? null : scanned.rows(), json.length);
    }

    /** @param scannedRows the rows, if {@code objects} does not have them */
    private static MdrPage of(ObjectNode response, @Nullable List<MessageDetailRecord> scannedRows, int responseBytes) {
        String apiId = JsonValues.text(JsonValues.getIgnoringCase(response, "api_id"));
        JsonNode objects = response.get("objects");
        PageMeta meta = PageMeta.of(response.get("meta"));
        boolean lacksObjects = objects == null || objects.isNull();
        if (lacksObjects && isEmpty(meta) && (objects == null || apiId == null)) {
            throw new IllegalArgumentException("Not a page: neither 'objects' nor 'meta' has a value");
        }
        List<MessageDetailRecord> records
                = scannedRows != null ? scannedRows : lacksObjects ? List.of() : records(objects);
        return new MdrPage(apiId, meta, records, lacksObjects, responseBytes);
    }

    private static List<MessageDetailRecord> records(JsonNode objects) {
        if (objects.isObject() && objects.isEmpty()) {
            return List.of();
        }
        if (!objects.isArray()) {
            throw new IllegalArgumentException("Not a page: 'objects' is not an array");
        }
        List<MessageDetailRecord> records = new ArrayList<>(objects.size());
        for (JsonNode row : objects) {
            if (!(row instanceof ObjectNode object)) {
                throw new IllegalArgumentException("Not a page: row " + records.size() + " of 'objects' is not a JSON object");
            }
            records.add(MessageDetailRecord.owning(object));
        }
        return List.copyOf(records);
    }

    /** Names the request that fetched the page; null if Plivo sent none. */
    public @Nullable String getApiId() {
        return apiId;
    }

    /** Plivo's {@code meta} of the page; never null. */
    public PageMeta getMeta() {
        return meta;
    }

    /** Whether Plivo named a next page, which may turn out to be empty. */
    public boolean hasNext() {
        return meta.next() != null;
    }

    /**
     * Whether Plivo left the array of records out, or sent null in its place: it has done so if no record matched, but
     * a fault could look the same.
     */
    public boolean lacksObjects() {
        return lacksObjects;
    }

    /** Whether {@code meta} was missing, null, or without any of its values, so that the page is not identified. */
    public boolean lacksMeta() {
        return isEmpty(meta);
    }

    private static boolean isEmpty(PageMeta meta) {
        return meta.equals(PageMeta.empty());
    }

    /** Size of the response that the page was read from, in bytes; 0 if it was made from records. */
    public int responseBytes() {
        return responseBytes;
    }

    /** The same page with other records, such as those that are new. */
    public MdrPage withRecords(List<MessageDetailRecord> others) {
        return new MdrPage(apiId, meta, List.copyOf(others), false, responseBytes);
    }

    @Override
    public MessageDetailRecord get(int index) {
        return records.get(index);
    }

    @Override
    public int size() {
        return records.size();
    }

    /** Names the page only, not its records. */
    @Override
    public String toString() {
        return "MdrPage[" + size() + " records at offset " + Objects.toString(meta.offset(), "?") + ", api_id " + apiId + "]";
    }
}
