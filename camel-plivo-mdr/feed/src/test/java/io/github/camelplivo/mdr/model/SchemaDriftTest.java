package io.github.camelplivo.mdr.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Plivo added fields on nine dates in three years without a new API version: the component logs them, without an error.
 */
class SchemaDriftTest {

    @ParameterizedTest
    @ValueSource(strings = { Fixtures.RETRIEVE, Fixtures.WHATSAPP, Fixtures.SDK_GET })
    void knowsTheDocumentedRecords(String fixture) {
        assertThat(SchemaDrift.of(Fixtures.record(fixture))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { Fixtures.LIST, Fixtures.EXAMPLE_LIST, Fixtures.SDK_LIST })
    void knowsTheDocumentedRows(String fixture) {
        assertThat(Fixtures.page(fixture)).isNotEmpty().flatMap(SchemaDrift::of).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "{'x_new':'secret'}                     | x_new             | is a new field",
            "{'from_number':{'e164':'12025550123'}} | from_number       | is of JSON type OBJECT, not [STRING]",
            "{'units':[1]}                          | units             | is of JSON type ARRAY, not [NUMBER, STRING]",
            "{'error_code':0}                       | error_code        | is of JSON type NUMBER, not [STRING]",
            "{'is_domestic':1}                      | is_domestic       | is of JSON type NUMBER, not [BOOLEAN, STRING]",
            "{'message_state':'paused'}             | message_state     | has the new word 'paused'",
            "{'message_direction':'sideways'}       | message_direction | has the new word 'sideways'",
            "{'message_type':'rcs'}                 | message_type      | has the new word 'rcs'",
            "{'message_state':{'word':'sent'}}      | message_state     | is of JSON type OBJECT, not [STRING]" })
    void namesTheDifferenceWithoutItsValue(String json, String field, String problem) {
        assertThat(SchemaDrift.of(MessageDetailRecord.parse(json.replace('\'', '"')))).singleElement()
                .satisfies(drift -> {
                    assertThat(drift.field()).isEqualTo(field);
                    assertThat(drift.problem()).isEqualTo(problem);
                    assertThat(drift.problem()).doesNotContain("secret", "12025550123");
                });
    }

    @Test
    void acceptsEmptyNullAndEitherTypeAsNormal() {
        assertThat(SchemaDrift.of(MessageDetailRecord.parse(
                "{\"message_state\":\"\",\"message_type\":null,\"units\":\"2\",\"is_domestic\":\"false\",\"message_expiry\":60}")))
                .isEmpty();
    }
}
