package io.github.camelplivo.mdr;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import org.apache.camel.Exchange;
import org.apache.camel.support.SimpleTypeConverter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.AUTH_ID;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One record by its uuid: from the header, otherwise from the option, otherwise from the body. Only a valid uuid
 * reaches the path.
 */
class GetTest {

    private final CamelAtPlivo at = new CamelAtPlivo().start();
    @TempDir
    private Path directory;
    private String uuid;
    private String other;
    private String third;

    @BeforeEach
    void addRecords() {
        List<String> uuids = at.add(3, 60);
        uuid = uuids.get(0);
        other = uuids.get(1);
        third = uuids.get(2);
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void theBodyIsTheUuid() {
        assertThat(got(at.request("", uuid, Map.of()))).isEqualTo(uuid);
    }

    @Test
    void theBodyMayHaveAnyTypeThatCamelConvertsToAString() {
        byte[] bytes = uuid.getBytes(StandardCharsets.UTF_8);

        assertThat(got(at.request("", bytes, Map.of()))).isEqualTo(uuid);
        assertThat(got(at.request("", new ByteArrayInputStream(bytes), Map.of()))).isEqualTo(uuid);
        assertThat(got(at.request("", " " + uuid + "\n", Map.of()))).isEqualTo(uuid);
    }

    @Test
    void theOptionOverridesTheBody() {
        assertThat(got(at.request("messageUuid=" + other, uuid, Map.of()))).isEqualTo(other);
    }

    @Test
    void theHeaderOverridesTheOption() {
        assertThat(got(at.request("messageUuid=" + other, uuid, Map.of(PlivoMdrConstants.MESSAGE_UUID, third))))
                .isEqualTo(third);
    }

    @Test
    void theRecordIsExactlyThatOfPlivo() {
        Exchange result = at.request("", uuid, Map.of("mine", 1));

        assertThat(result.getMessage().getBody()).isInstanceOfSatisfying(MessageDetailRecord.class, record -> {
            var json = record.toJson();
            var apiId = json.remove("api_id").asText();
            assertThat(result.getMessage().getHeader(PlivoMdrConstants.API_ID)).isEqualTo(apiId);
            assertThat(json.toString())
                    .isEqualTo(at.plivo.account().truth(Instant.EPOCH, Instant.now()).get(0).toString());
        });
        assertThat(result.getMessage().getHeader("mine")).isEqualTo(1);
        assertThat(at.lastRequest().path()).isEqualTo("/v1/Account/" + AUTH_ID + "/Message/" + uuid + "/");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", " ", "../", "..", "../../Account/", "a/b", "a%2Fb", "%2e%2e", "a?limit=1", "a#b", "a b", "a\nb",
            "a\r\nX-Evil: 1",
            "ünïcode", "a\u0000b", "12345678901234567890123456789012345678901234567890123456789012345" })
    void nothingElseReachesThePath(String wrong) {
        List<Exchange> all = List.of(at.request("", wrong, Map.of()),
                at.request("", uuid, Map.of(PlivoMdrConstants.MESSAGE_UUID, wrong)));

        assertThat(all).allSatisfy(result -> assertThat(result.getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Invalid message uuid").hasMessageContaining("letters, digits and hyphens, at most 64"));
        assertThat(at.plivo.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "../x", "RAW(a%2Fb)", "a b" })
    void aWrongUuidInTheOptionIsRefused(String wrong) {
        assertThat(at.request("messageUuid=" + wrong, null, Map.of()).getException())
                .isInstanceOf(IllegalArgumentException.class);
        assertThat(at.plivo.requests()).isEmpty();
    }

    @Test
    void withoutAUuidTheErrorSaysWhereToSetIt() {
        assertThat(at.request("").getException()).isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("header CamelPlivoMdrMessageUuid", "option messageUuid", "body");
    }

    @Test
    void withoutHeaderOverridesTheHeaderHasNoEffect() {
        Map<String, Object> headers = Map.of(PlivoMdrConstants.MESSAGE_UUID, third);

        assertThat(got(at.request("headerOverrides=false&messageUuid=" + other, uuid, headers))).isEqualTo(other);
        assertThat(got(at.request("headerOverrides=false", uuid, headers))).isEqualTo(uuid);
        assertThat(at.request("headerOverrides=false", headers).getException())
                .hasMessageContaining("no option messageUuid").hasMessageNotContaining("header");
    }

    /** Kafka's headers are bytes, and databases have a type for uuids. */
    @Test
    void theHeaderMayBeBytesOrAUuid() {
        Object bytes = uuid.getBytes(StandardCharsets.UTF_8);
        assertThat(got(at.request("", other, Map.of(PlivoMdrConstants.MESSAGE_UUID, bytes)))).isEqualTo(uuid);

        String wanted = "047bda11-e556-4a7f-8f9c-5d0cf3ca4406";
        at.request("", other, Map.of(PlivoMdrConstants.MESSAGE_UUID, UUID.fromString(wanted)));
        assertThat(at.lastRequest().path()).endsWith("/" + wanted + "/");
    }

    @Test
    void aFileOrATypeWithAConverterOfItsOwnMayBeTheBody() throws Exception {
        Path file = Files.writeString(directory.resolve("uuid"), uuid + "\n");
        at.camel.getTypeConverterRegistry().addTypeConverter(String.class, UuidHolder.class, new SimpleTypeConverter(
                false, (type, exchange, holder) -> ((UuidHolder) holder).uuid()));

        assertThat(got(at.request("", file.toFile(), Map.of()))).isEqualTo(uuid);
        assertThat(got(at.request("", new UuidHolder(uuid), Map.of()))).isEqualTo(uuid);
    }

    private record UuidHolder(String uuid) {
    }

    private static String got(Exchange result) {
        assertThat(result.getException()).isNull();
        return result.getMessage().getBody(MessageDetailRecord.class).getMessageUuid();
    }
}
