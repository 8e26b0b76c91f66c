package io.github.camelplivo.mdr.model;

import java.lang.reflect.Method;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

import static org.assertj.core.api.Assertions.assertThat;

/** Properties of any record, whatever JSON Plivo may send. */
class RecordPropertiesTest {

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    private static final List<Method> GETTERS = Arrays.stream(MessageDetailRecord.class.getMethods())
            .filter(m -> m.getDeclaringClass() == MessageDetailRecord.class && m.getParameterCount() == 0)
            .filter(m -> m.getName().startsWith("get") || m.getName().equals("fingerprint") || m.getName().equals("toString"))
            .toList();
    private static final List<String> FIELDS = GETTERS.stream().map(Method::getName).filter(n -> n.startsWith("get"))
            .map(n -> n.substring(3).replace("Iso2", "_iso2").replaceAll("(?<=[a-z])(?=[A-Z])", "_").toLowerCase(Locale.ROOT))
            .toList();

    @Property(tries = 500)
    void isUnchangedAfterARoundTrip(@ForAll("records") ObjectNode json) throws Exception {
        String text = PlivoJson.mapper().writeValueAsString(json);

        MessageDetailRecord record = MessageDetailRecord.parse(text);

        assertThat(record.toJson()).hasToString(text);
        ObjectMapper plain = new ObjectMapper();
        assertThat(plain.readValue(plain.writeValueAsBytes(record), MessageDetailRecord.class)).isEqualTo(record);
    }

    @Property(tries = 500)
    void noGetterThrows(@ForAll("records") ObjectNode json) throws Exception {
        MessageDetailRecord record = MessageDetailRecord.of(json);
        for (Method getter : GETTERS) {
            getter.invoke(record);
        }
        for (String field : FIELDS) {
            record.text(field);
        }
    }

    @Property(tries = 300)
    void fingerprintIgnoresKeyOrderAndApiId(@ForAll("records") ObjectNode json, @ForAll long seed) {
        List<Map.Entry<String, JsonNode>> fields = new ArrayList<>(json.properties());
        Collections.shuffle(fields, new Random(seed));
        ObjectNode shuffled = NODES.objectNode().put("api_id", seed);
        fields.forEach(field -> shuffled.set(field.getKey(), field.getValue()));
        json.remove("api_id");

        assertThat(MessageDetailRecord.of(shuffled.put("api_id", "other")).fingerprint())
                .isEqualTo(MessageDetailRecord.of(json).fingerprint());
    }

    @Property(tries = 500)
    void fingerprintIgnoresBlanksAndEscapes(@ForAll("records") ObjectNode json) throws Exception {
        byte[] escaped = PlivoJson.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII).withDefaultPrettyPrinter()
                .writeValueAsBytes(json);

        assertThat(MessageDetailRecord.parse(escaped).fingerprint())
                .isEqualTo(MessageDetailRecord.parse(PlivoJson.mapper().writeValueAsBytes(json)).fingerprint())
                .isEqualTo(MessageDetailRecord.of(json).fingerprint());
    }

    @Property(tries = 1000)
    void fingerprintOfUsualBytesIsThatOfTheTree(@ForAll("records") ObjectNode json) {
        json.remove("api_id");
        ObjectNode unusual = json.deepCopy();
        unusual.putObject("api_id");

        assertThat(MessageDetailRecord.of(json).fingerprint()).isEqualTo(MessageDetailRecord.of(unusual).fingerprint());
    }

    @Property(tries = 500)
    void fingerprintDoesNotDependOnTheRecordBefore(@ForAll("records") ObjectNode json, @ForAll("records") ObjectNode before) {
        MessageDetailRecord.of(NODES.objectNode().put("too_long", "x".repeat(100_000))).fingerprint();
        String first = MessageDetailRecord.of(json).fingerprint();
        MessageDetailRecord.of(before).fingerprint();

        assertThat(MessageDetailRecord.of(json).fingerprint()).isEqualTo(first);
    }

    @Property(tries = 300)
    void fingerprintIgnoresTheZone(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second, @ForAll @IntRange(max = 999_999) int micros,
            @ForAll @IntRange(min = -1080, max = 1080) int oneOffset,
            @ForAll @IntRange(min = -1080, max = 1080) int otherOffset) {
        Instant time = Instant.ofEpochSecond(second, micros * 1000L);

        assertThat(at(text(time, oneOffset, 6)).fingerprint()).isEqualTo(at(text(time, otherOffset, 9)).fingerprint());
        assertThat(at(text(time, oneOffset, 6)).fingerprint())
                .isNotEqualTo(at(text(time.plusNanos(1000), oneOffset, 6)).fingerprint());
    }

    @Property(tries = 300)
    void fingerprintIgnoresTheScaleOfAmountsOnly(@ForAll("amounts") BigDecimal one, @ForAll("amounts") BigDecimal other) {
        assertThat(amount(one).fingerprint()).isEqualTo(amount(one.setScale(one.scale() + 3)).fingerprint());
        assertThat(amount(one).fingerprint().equals(amount(other).fingerprint())).isEqualTo(one.compareTo(other) == 0);
    }

    @Property(tries = 300)
    void fingerprintSeesEveryOtherChange(
            @ForAll("records") ObjectNode json, @ForAll("fields") String field, @ForAll("values") JsonNode value) {
        Assume.that(!field.equals("api_id"));
        ObjectNode before = json.deepCopy();
        before.put(field, "before, which is neither a time nor an amount");
        ObjectNode after = json.deepCopy();
        after.set(field, value);

        assertThat(MessageDetailRecord.of(after).fingerprint()).isNotEqualTo(MessageDetailRecord.of(before).fingerprint());
    }

    @Property(tries = 1000)
    void readsAnyTime(
            @ForAll @LongRange(min = 0, max = 4_000_000_000L) long second, @ForAll @IntRange(max = 999_999) int micros,
            @ForAll @IntRange(min = -1080, max = 1080) int offset, @ForAll @IntRange(max = 6) int digits) {
        long unit = (long) Math.pow(10, 9 - digits);
        Instant time = Instant.ofEpochSecond(second, micros * 1000L / unit * unit);

        OffsetDateTime read = PlivoTime.parse(text(time, offset, digits));

        assertThat(read.toInstant()).isEqualTo(time);
        assertThat(read.getOffset()).isEqualTo(ZoneOffset.ofTotalSeconds(offset * 60));
        assertThat(PlivoTime.parseFilter(PlivoTime.format(time))).isEqualTo(time);
        assertThat(PlivoTime.parseFilter(read.toString())).isEqualTo(time);
    }

    @Property(tries = 300)
    void readsNoTimeFromAnythingElse(@ForAll String text) {
        assertThat(PlivoTime.parse(text)).isNull();
    }

    private static MessageDetailRecord at(String time) {
        return MessageDetailRecord.of(NODES.objectNode().put("message_time", time));
    }

    private static MessageDetailRecord amount(BigDecimal amount) {
        return MessageDetailRecord.of(NODES.objectNode().put("total_amount", amount.toPlainString()));
    }

    private static String text(Instant time, int offsetMinutes, int digits) {
        OffsetDateTime local = time.atOffset(ZoneOffset.ofTotalSeconds(offsetMinutes * 60));
        String fraction = digits == 0 ? "" : "." + String.format(Locale.ROOT, "%09d", local.getNano()).substring(0, digits);
        return String.format(Locale.ROOT, "%tF %<tT", local) + fraction + local.getOffset();
    }

    @Provide
    Arbitrary<String> fields() {
        return Arbitraries.frequencyOf(
                Tuple.of(4, Arbitraries.of(FIELDS)), Tuple.of(1, Arbitraries.strings().alpha().ofLength(5)));
    }

    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.integers().between(0, 300).map(i -> BigDecimal.valueOf(i, 5));
    }

    @Provide
    Arbitrary<JsonNode> values() {
        Arbitrary<JsonNode> scalars = Arbitraries.oneOf(
                Arbitraries.strings().map(NODES::textNode),
                Arbitraries.of("", "000", "0.00140", "true", "sent", "1e400", "2021-07-13 13:04:06.799021+05:30",
                        "2023-05-26 18:54:00",
                        "2021-13-45 99:99:99+99:99", "*** ", " 0.50", "00.50", ".5", "5.", "-0.10", "+1.0E2",
                        "0".repeat(70)).map(NODES::textNode),
                Arbitraries.longs().map(NODES::numberNode),
                Arbitraries.bigDecimals().map(NODES::numberNode),
                Arbitraries.bigIntegers().map(NODES::numberNode),
                Arbitraries.of(true, false).map(NODES::booleanNode),
                Arbitraries.just(NODES.nullNode()));
        return Arbitraries.lazyOf(() -> scalars, () -> scalars, () -> scalars,
                () -> scalars.list().ofMaxSize(3).map(list -> NODES.arrayNode().addAll(list)),
                () -> Combinators.combine(Arbitraries.of("a", "api_id", "error"), scalars)
                        .as((key, v) -> NODES.objectNode().set(key, v)));
    }

    @Provide
    Arbitrary<ObjectNode> records() {
        return Arbitraries.maps(fields(), values()).ofMaxSize(12).map(map -> {
            ObjectNode json = NODES.objectNode();
            map.forEach(json::set);
            return json;
        });
    }
}
