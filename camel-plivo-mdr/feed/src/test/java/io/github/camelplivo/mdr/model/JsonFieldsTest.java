package io.github.camelplivo.mdr.model;

import java.nio.charset.StandardCharsets;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

class JsonFieldsTest {

    private final JsonFields fields = new JsonFields();

    @ParameterizedTest
    @ValueSource(strings = { "{}", "{\"a\":\"}\",\"b\":12,\"c\":null,\"d\":true,\"e\":false}", " {\n\"ü\" : \"\" } " })
    void isPlain(String json) {
        assertThat(read(json).isPlain()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = { "{\"a\\n\":1}", "{\"a\":\"\\\"\"}", "{\"a\":-1}", "{\"a\":1.0}", "{\"a\":{}}", "{\"a\":[]}" })
    void isNotPlainAlsoWhenReadAgain(String json) {
        assertThat(read(json).isPlain()).isFalse();
        assertThat(read(json).isPlain()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{\"a\":1,\"b\":2} | { \"a\" : \"3\", \"b\":{}} | true", "{\"a\":1,\"b\":2} | {\"a\":1} | false",
            "{\"a\":1} | {\"a\":1,\"b\":2} | false", "{\"a\":1,\"b\":2} | {\"b\":1,\"a\":2} | false",
            "{\"a\":1} | {\"ab\":1} | false", "{\"ab\":1} | {\"a\":1} | false", "{\"abcdefgh\":1} | {\"a\":1} | false" })
    void comparesTheNamesWithThoseBefore(String before, String json, boolean same) {
        read(before);

        assertThat(read(json).hasSameNames()).isEqualTo(same);
    }

    @Test
    void findsNamesAndValues() {
        String json = "{ \"a\" : \"text, and \\\\\" , \"b\":[\"]\",{\"c\":{}}],\"d\":1 }";

        read(json);

        assertThat(fields.count()).isEqualTo(3);
        assertThat(json.substring(fields.name(0), fields.nameEnd(0))).isEqualTo("\"a\"");
        assertThat(json.substring(fields.value(0), fields.end(0))).isEqualTo("\"text, and \\\\\"");
        assertThat(json.substring(fields.value(1), fields.end(1))).isEqualTo("[\"]\",{\"c\":{}}]");
        assertThat(json.substring(fields.value(2), fields.end(2))).isEqualTo("1");
    }

    private JsonFields read(String json) {
        fields.read(json.getBytes(StandardCharsets.UTF_8));
        return fields;
    }
}
