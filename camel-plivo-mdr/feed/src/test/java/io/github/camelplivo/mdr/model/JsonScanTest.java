package io.github.camelplivo.mdr.model;

import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.node.ObjectNode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

/** A scan reads what a tree of all the response reads, refuses what that refuses in the same words, and costs less. */
class JsonScanTest {

    private static final ObjectWriter ASCII = PlivoJson.mapper().writer().with(JsonWriteFeature.ESCAPE_NON_ASCII);

    /** A page, or why there is none, as the tree says it. */
    private record Verdict(
            String problem, String apiId, PageMeta meta, Boolean lacksObjects, List<ObjectNode> rows, List<String> values) {

        static Verdict byTree(byte[] json) {
            try {
                ObjectNode response = PlivoJson.object(json);
                JsonNode objects = response.get("objects");
                List<ObjectNode> rows = new ArrayList<>();
                if (objects != null && objects.isArray()) {
                    objects.forEach(row -> rows.add(row instanceof ObjectNode object ? object : null));
                }
                if (rows.contains(null)) {
                    return new Verdict(
                            "Not a page: row " + rows.indexOf(null) + " of 'objects' is not a JSON object", null, null, null,
                            null,
                            null);
                }
                // what else makes a page is decided on the envelope, and the same for both
                MdrPage empty = MdrPage.parse(
                        ASCII.writeValueAsBytes(
                                rows.isEmpty() ? response : response.deepCopy().set("objects", response.arrayNode())));
                return new Verdict(
                        null, empty.getApiId(), empty.getMeta(), empty.lacksObjects(), rows,
                        rows.stream().map(row -> values(MessageDetailRecord.of(row))).toList());
            } catch (IllegalArgumentException e) {
                return new Verdict(e.getMessage(), null, null, null, null, null);
            } catch (JsonProcessingException e) {
                throw new AssertionError(e);
            }
        }

        static Verdict byScan(byte[] json) {
            try {
                MdrPage page = MdrPage.parse(json);
                return new Verdict(
                        null, page.getApiId(), page.getMeta(), page.lacksObjects(),
                        page.stream().map(MessageDetailRecord::toJson).toList(), page.stream().map(Verdict::values).toList());
            } catch (IllegalArgumentException e) {
                return new Verdict(e.getMessage(), null, null, null, null, null);
            }
        }

        private static String values(MessageDetailRecord record) {
            return record.getMessageUuid() + "|" + record.getMessageTime() + "|"
                   + SchemaDrift.of(record).stream().map(SchemaDrift::toString).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = { Fixtures.LIST, Fixtures.EXAMPLE_LIST, Fixtures.SDK_LIST })
    void scansPagesAsPlivoSendsThem(String fixture) {
        byte[] json = Fixtures.bytes(fixture);

        assertThat(JsonScan.page(json)).isNotNull();
        assertThat(Verdict.byScan(json)).isEqualTo(Verdict.byTree(json));
    }

    @ParameterizedTest
    @ValueSource(strings = { Fixtures.RETRIEVE, Fixtures.WHATSAPP, Fixtures.SDK_GET })
    void scansRecordsAsPlivoSendsThem(String fixture) {
        byte[] json = Fixtures.bytes(fixture);

        assertThat(JsonScan.record(json)).isNotNull();
        assertThat(Fixtures.record(fixture)).isEqualTo(MessageDetailRecord.of(PlivoJson.object(json)));
    }

    @Test
    void aRecordHasTheBytesThatWereReceived() {
        String row = "{ \"b\" : 1.50,\r\n\t\"ü\":\"\\u00fc\\ud83d\" , \"a\": [ {} ], \"b\":\"😀\" }";
        byte[] page = (" {\"objects\": [ " + row + " ,{}],\"api_id\":\"a\"}").getBytes(UTF_8);

        assertThat(MdrPage.parse(page).get(0).toBytes()).asString(UTF_8).isEqualTo(row);
        assertThat(MessageDetailRecord.parse("\uFEFF " + row + "\n").toBytes()).asString(UTF_8).isEqualTo(row);
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{'objects':[{'a':1e99999999999}]}", "{'objects':[{'a':{'b':[1,1e-99999999999]}}]}",
            "{'objects':[{}],'a':1e99999999999}",
            "{'objects':[{'a':01}]}", "{'objects':[{'a':NaN}]}", "{'objects':[{'a':1}],'objects':null,'api_id':'a'}",
            "{'objects':null,'objects':[{'a':1}]}", "{'objects':[{}],'objects':{}}", "{'objects':[{}],'objects':[{},{}]}",
            "{'objects':[{}, null]}", "{'objects':[[]]}", "{'objects':[{}]} x", "{'objects':[{}]}{}",
            "{'objects':[{'message_uuid':7}]}",
            "{'objects':[{'message_uuid':['a']}]}", "{'objects':[{'message_uuid':'a','message_uuid':null}]}",
            "{'objects':[{'message_time':1}]}", "{'objects':[{'message_state':1,'message_state':'sent'}]}",
            "{'objects':[{'new':1,'message_type':'sms','message_type':'rcs','new':2}]}", "{'objects':[{'a':-0, 'b':-0.0}]}" })
    void readsOddPagesAsATreeOfAllDoes(String json) {
        byte[] bytes = json.replace('\'', '"').getBytes(UTF_8);

        assertThat(Verdict.byScan(bytes)).isEqualTo(Verdict.byTree(bytes));
    }

    @ParameterizedTest
    @ValueSource(ints = { 996, 997, 998, 999 })
    void refusesTheDepthsThatATreeRefuses(int depth) {
        byte[] json = ("{\"objects\":[{\"a\":" + "[".repeat(depth) + "]".repeat(depth) + "}]}").getBytes(UTF_8);

        assertThat(Verdict.byScan(json)).isEqualTo(Verdict.byTree(json));
    }

    @ParameterizedTest
    @ValueSource(strings = { "UTF-16", "UTF-16LE", "UTF-32", "UTF-32BE", "ISO-8859-1" })
    void readsEveryEncodingThatATreeReads(String encoding) {
        byte[] json = "{\"objects\":[{\"message_uuid\":\"ü\"}]}".getBytes(Charset.forName(encoding));

        assertThat(Verdict.byScan(json)).isEqualTo(Verdict.byTree(json));
    }

    @Test
    void parsesALongRecordAtOnceBecauseALaterAttemptCouldFail() {
        byte[] json = ("{\"a\":\"" + "x".repeat(20_000_001) + "\"}").getBytes(UTF_8);

        assertThat(JsonScan.record(json)).isNull();
    }

    @Property(tries = 3000)
    void agreesWithATreeOnAnyResponse(@ForAll("responses") String json) {
        byte[] bytes = json.getBytes(UTF_8);

        assertThat(Verdict.byScan(bytes)).isEqualTo(Verdict.byTree(bytes));
    }

    @Property(tries = 5000)
    void agreesWithATreeOnAnyDamagedResponse(
            @ForAll("responses") String json, @ForAll byte replacement, @ForAll int place, @ForAll int length) {
        byte[] bytes = json.getBytes(UTF_8);
        bytes[Math.floorMod(place, bytes.length)] = replacement;
        byte[] cut = Arrays.copyOf(bytes, length % 4 == 0 ? Math.floorMod(length, bytes.length) : bytes.length);

        assertThat(Verdict.byScan(cut)).isEqualTo(Verdict.byTree(cut));
    }

    @Provide
    Arbitrary<String> responses() {
        Arbitrary<String> fields = Arbitraries.of(
                "message_uuid", "message_time", "message_state", "message_type", "units", "total_amount", "new", "ü\\n",
                "api_id");
        Arbitrary<String> rows = Arbitraries.frequencyOf(
                Tuple.of(20, objects(fields)), Tuple.of(1, values()));
        Arbitrary<String> objects = Arbitraries.frequencyOf(
                Tuple.of(10, rows.list().ofMaxSize(4).map(list -> "[" + String.join(" ,", list) + "]")),
                Tuple.of(1, values()));
        Arbitrary<String> envelope = Arbitraries.oneOf(
                objects.map(value -> "\"objects\": " + value),
                values().map(value -> "\"api_id\":" + value),
                values().map(value -> "\"meta\":{\"limit\":20,\"offset\":" + value + "}"),
                values().map(value -> "\"other\":" + value));
        return envelope.list().ofMaxSize(5).map(list -> "{" + String.join(",", list) + "}");
    }

    private static Arbitrary<String> objects(Arbitrary<String> fields) {
        return Combinators.combine(fields, values()).as((field, value) -> "\"" + field + "\":" + value)
                .list().ofMaxSize(6).map(list -> "{" + String.join(",", list) + "}");
    }

    private static Arbitrary<String> values() {
        Arbitrary<String> scalars = Arbitraries.oneOf(
                Arbitraries.of(
                        "null", "true", "false", "\"\"", "\"sent\"", "\"paused\"", "\"5b40a428\"",
                        "\"2021-07-13 13:04:06+05:30\"",
                        "\"Gr\\u00fc\\ud83d😀\\t\"", "1e5", "1.50", "-0.0", "1E+99999999999", "01", "tru"),
                Arbitraries.bigIntegers().map(String::valueOf), Arbitraries.bigDecimals().map(String::valueOf));
        return Arbitraries.lazyOf(() -> scalars, () -> scalars, () -> scalars,
                () -> scalars.list().ofMaxSize(3).map(list -> "[" + String.join(",", list) + "]"),
                () -> objects(Arbitraries.of("a", "b")));
    }
}
