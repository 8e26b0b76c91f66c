package io.github.camelplivo.mdr.model;

import java.time.Instant;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.commons.codec.digest.MurmurHash3;
import org.jspecify.annotations.Nullable;

/**
 * The hash of a record: of its fields, sorted by name, each in the same form however Plivo wrote it. The usual record
 * is hashed from its bytes; of any other, a {@link UniformRecord} is made first.
 */
final class RecordHash {

    /** In bytes. The buffers for a longer record are not used again. */
    private static final int MAX_KEPT = 1 << 16;
    private static final int USUAL_COUNT = 64;
    private static final int USUAL_SIZE = 1 << 10;
    private static final int MAX_DIGITS = 64;

    /** One for all threads, which use it for a microsecond each; nothing is left behind in a thread. */
    private static final AtomicReference<@Nullable RecordHash> SPARE = new AtomicReference<>();

    private final JsonFields fields = new JsonFields();
    private final FieldOrder order = new FieldOrder(fields);
    private FieldKind[] kinds = new FieldKind[USUAL_COUNT];
    private byte[] json = new byte[0];
    /** The bytes to hash, which are never more than those of the JSON. */
    private byte[] canonical = new byte[USUAL_SIZE];
    private int size;
    /** Whether other bytes with the same content have the same hash. */
    private boolean uniform;
    private int state;
    private int price;

    private RecordHash() {
    }

    /**
     * The hash of a record. Two readings of an unchanged record differ in {@code api_id} (it names the request), in the
     * offset of the times (it is the account's at the time of reading), and possibly in the order of keys and in
     * trailing zeros of an amount; none of these is a change.
     *
     * @param record the bytes of a JSON object, which a parser has accepted
     */
    static RecordContent of(byte[] record) {
        RecordHash spare = SPARE.getAndSet(null);
        RecordHash hash = spare == null ? new RecordHash() : spare;
        hash.read(record);
        if (!hash.uniform) {
            hash.read(UniformRecord.of(record));
        }
        RecordContent content
                = new RecordContent(ContentHash.of(hash.canonical, hash.size), hash.state, hash.price);
        if (hash.canonical.length <= MAX_KEPT) {
            SPARE.set(hash);
        }
        return content;
    }

    private void read(byte[] record) {
        json = record;
        fields.read(record);
        // a tree has only the last one of two fields with the same name
        boolean distinct = order.sort();
        uniform = distinct && fields.isPlain();
        if (!fields.hasSameNames()) {
            findKinds();
        }
        if (canonical.length < json.length) {
            canonical = new byte[json.length];
        }
        size = 0;
        state = 0;
        price = 0;
        for (int i = 0; i < fields.count(); i++) {
            int field = order.field(i);
            if (kinds[field] != FieldKind.REQUEST) {
                addField(field, kinds[field]);
            }
        }
    }

    private void findKinds() {
        if (kinds.length < fields.count()) {
            kinds = new FieldKind[2 * fields.count()];
        }
        for (int i = 0; i < fields.count(); i++) {
            kinds[i] = FieldKind.of(json, fields.name(i) + 1, fields.nameEnd(i) - 1);
        }
    }

    private void addField(int field, FieldKind kind) {
        int name = fields.name(field);
        int nameEnd = fields.nameEnd(field);
        // behind the name
        int start = size + nameEnd - name;
        addField(name, nameEnd, fields.value(field), fields.end(field), kind == FieldKind.AMOUNT);
        if (kind == FieldKind.STATE) {
            state = MurmurHash3.hash32x86(canonical, start, size - start, state);
        } else if (kind != FieldKind.OTHER) {
            price = MurmurHash3.hash32x86(canonical, start, size - start, price);
        }
    }

    private void addField(int name, int nameEnd, int value, int end, boolean isAmount) {
        // they start with a digit, a sign or a blank
        boolean mayBeAmountOrTime = json[value] == '"' && json[value + 1] <= '9' && end - value > 2;
        if (!mayBeAmountOrTime && value - nameEnd == 1) {
            add(name, end);
            return;
        }
        add(name, nameEnd);
        if (!mayBeAmountOrTime || !addAmountOrTime(isAmount, value + 1, end - 1)) {
            canonical[size++] = ':';
            add(value, end);
        }
    }

    private boolean addAmountOrTime(boolean isAmount, int start, int end) {
        if (isAmount && addPlainAmount(start, end)) {
            return true;
        }
        uniform &= !isAmount;
        // also in unknown fields: the same time in another zone is not a change
        Instant time = PlivoTime.instant(json, start, end);
        if (time == null) {
            return false;
        }
        canonical[size++] = 'T';
        add(time.getEpochSecond());
        add(time.getNano());
        return true;
    }

    /** Adds an amount of digits with or without a point, as most are, without its insignificant zeros. */
    private boolean addPlainAmount(int start, int end) {
        int point = end;
        for (int i = start; i < end; i++) {
            if (json[i] == '.' && point == end && i > start && i < end - 1) {
                point = i;
            } else if (json[i] < '0' || json[i] > '9') {
                return false;
            }
        }
        if (end - start > MAX_DIGITS) {
            return false;
        }
        int first = start;
        while (first < point - 1 && json[first] == '0') {
            first++;
        }
        int last = end;
        while (last > point && (json[last - 1] == '0' || last - 1 == point)) {
            last--;
        }
        canonical[size++] = 'A';
        add(first, last);
        return true;
    }

    private void add(long number) {
        for (int shift = 0; shift < Long.SIZE; shift += Byte.SIZE) {
            canonical[size++] = (byte) (number >>> shift);
        }
    }

    private void add(int start, int end) {
        System.arraycopy(json, start, canonical, size, end - start);
        size += end - start;
    }
}
