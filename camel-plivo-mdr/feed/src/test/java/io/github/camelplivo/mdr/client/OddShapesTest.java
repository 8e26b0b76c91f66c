package io.github.camelplivo.mdr.client;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.GZIPOutputStream;

import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.InstanceOfAssertFactories.THROWABLE;

/** Odd but harmless responses are read; all others are malformed. The client throws nothing else. */
@Timeout(60)
class OddShapesTest {

    private static final MessageQuery ALL = MessageQuery.builder().build();
    private static final String META = "\"meta\":{\"limit\":20,\"offset\":0,\"next\":null,\"previous\":null}";

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"api_id\":\"a\"," + META + ",\"objects\":{}}", "{\"api_id\":\"a\"," + META + ",\"objects\":[],\"error\":false}",
            "{\"api_id\":\"a\"," + META + ",\"objects\":[],\"error\":null}",
            "{\"api_id\":\"a\"," + META + ",\"objects\":[],\"error\":\" \"}",
            "{\"api_id\":\"a\"," + META + ",\"objects\":[],\"error\":{}}",
            "{\"api_id\":\"a\"," + META + ",\"objects\":[],\"error\":[]}",
            "{\"api_id\":\"a\"," + META + ",\"objects\":[],\"error\":0}",
            "{" + META + ",\"objects\":null}", "{" + META + "}", "{\"api_id\":\"a\",\"objects\":null}",
            "{\"api_id\":\"a\",\"meta\":null,\"objects\":null}",
            "{\"api_id\":\"a\",\"objects\":[]}", "{\"objects\":[]}", "{\"api_id\":\"a\",\"meta\":[],\"objects\":[]}",
            "{\"api_id\":\"a\",\"meta\":{\"limit\":0,\"offset\":0},\"objects\":[]}" })
    void isAnEmptyList(String body) throws Exception {
        assertThat((MdrPage) list(body)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"api_id\":\"x\"}", "{\"api_id\":\"x\",\"meta\":null}", "{\"api_id\":\"x\",\"meta\":\"\"}", "{}",
            "{\"objects\":null}", "{\"meta\":null,\"objects\":null}",
            "{\"api_id\":\"x\"," + META + ",\"objects\":{\"0\":{\"message_uuid\":\"u\"}}}",
            "{\"api_id\":\"x\"," + META + ",\"objects\":\"\"}", "{\"api_id\":\"x\"," + META + ",\"objects\":false}",
            "{\"api_id\":\"x\"," + META + ",\"objects\":[],\"error\":true}",
            "{\"api_id\":\"x\"," + META + ",\"objects\":[],\"error\":500}",
            "{\"api_id\":\"x\"," + META + ",\"objects\":[],\"error\":\"no\"}",
            "{\"api_id\":\"x\"," + META + ",\"objects\":[],\"error\":{\"code\":0}}",
            "{\"api_id\":\"x\"," + META + ",\"objects\":[],\"error\":[\"\"]}" })
    void isNoList(String body) throws Exception {
        assertThat(list(body)).isInstanceOf(PlivoMalformedException.class);
    }

    @Test
    void isNoStackOverflowWithAnyNumberOfEncodings() throws Exception {
        byte[] body = "{\"api_id\":\"a\",\"objects\":[]}".getBytes(StandardCharsets.UTF_8);
        for (int layer = 0; layer < 12; layer++) {
            body = gzip(body);
        }
        byte[] packed = body;
        String layers = "gzip" + ",gzip".repeat(2999);

        assertThat(read(out -> send(out, layers, packed))).asInstanceOf(THROWABLE)
                .isInstanceOf(PlivoMalformedException.class).hasMessageContaining("Content-Encoding");
    }

    @Test
    void isMalformedIfItIsPackedTwice() throws Exception {
        byte[] body = gzip(gzip("{\"api_id\":\"a\",\"objects\":[]}".getBytes(StandardCharsets.UTF_8)));

        assertThat(read(out -> send(out, "gzip, gzip", body))).isInstanceOf(PlivoMalformedException.class);
        assertThat(read(out -> send(out, "gzip\r\nContent-Encoding: gzip", body)))
                .isInstanceOf(PlivoMalformedException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = { "br", "zstd", "compress", "gzip, br", "gzip;q=1, identity, deflate" })
    void isMalformedIfItIsPackedInAnUnknownWay(String encoding) throws Exception {
        byte[] body = "{\"api_id\":\"a\",\"objects\":[]}".getBytes(StandardCharsets.UTF_8);

        assertThat(read(out -> send(out, encoding, body))).asInstanceOf(THROWABLE)
                .isInstanceOf(PlivoMalformedException.class).hasMessageContaining("Content-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = { "gzip", "x-gzip", "GZip", "identity, gzip", "gzip," })
    void isUnpackedOnce(String encoding) throws Exception {
        byte[] body = gzip("{\"api_id\":\"a\",\"objects\":[]}".getBytes(StandardCharsets.UTF_8));

        assertThat(((MdrPage) read(out -> send(out, encoding, body))).getApiId()).isEqualTo("a");
    }

    @Test
    void isInflated() throws Exception {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        try (OutputStream deflate = new DeflaterOutputStream(body)) {
            deflate.write("{\"api_id\":\"a\",\"objects\":[]}".getBytes(StandardCharsets.UTF_8));
        }

        assertThat(((MdrPage) read(out -> send(out, "deflate", body.toByteArray()))).getApiId()).isEqualTo("a");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "identity", "Identity" })
    void isPlain(String encoding) throws Exception {
        byte[] body = "{\"api_id\":\"a\",\"objects\":[]}".getBytes(StandardCharsets.UTF_8);

        assertThat(((MdrPage) read(out -> send(out, encoding, body))).getApiId()).isEqualTo("a");
    }

    @Test
    void isAnErrorWithoutTextIfItCannotBeUnpacked() throws Exception {
        try (KeepAliveServer server = new KeepAliveServer(
                (request, out) -> KeepAliveServer.send(out,
                        KeepAliveServer.response("404 Not Found", "Content-Encoding: br\r\n", "\u008b\u0002packed")));
             PlivoClient client = server.client()) {
            assertThat(catchThrowable(() -> client.list(ALL, Priority.LIVE, server.waiter)))
                    .isInstanceOf(PlivoNotFoundException.class).hasMessageContaining("no error text");
        }
    }

    @Test
    void isMalformedAtAnyDepth() throws Exception {
        String body = "{\"api_id\":\"a\",\"objects\":[{\"message_uuid\":\"u\",\"x\":" + "[".repeat(400_000)
                      + "]".repeat(400_000) + "}]}";

        assertThat(list(body)).isInstanceOf(PlivoMalformedException.class);
        assertThat(list("[".repeat(1_000_000))).isInstanceOf(PlivoMalformedException.class);
        assertThat(list("{\"error\":".repeat(100_000))).isInstanceOf(PlivoMalformedException.class);
    }

    @Test
    void isReadUpToTheDepthThatTheParserAllows() throws Exception {
        String body = "{\"api_id\":\"a\",\"objects\":[{\"message_uuid\":\"u\",\"x\":" + "[".repeat(990) + "]".repeat(990)
                      + "}]}";
        MessageDetailRecord record = ((MdrPage) list(body)).get(0);

        assertThat(record.fingerprint()).hasSize(32);
        assertThat(record.text("x")).hasSize(2 * 990);
        assertThat(record.toJson()).hasSameHashCodeAs(record.toJson()).isEqualTo(record.toJson());
    }

    @ParameterizedTest
    @ValueSource(strings = { "1e999999999", "-1e-999999999", "0.000001e999999999", "123456789012345678901234567890" })
    void isReadWithNumbersOfAnySize(String number) throws Exception {
        String body = "{\"api_id\":\"a\",\"meta\":{\"limit\":" + number + "},\"objects\":[{\"message_uuid\":\"u\",\"units\":"
                      + number + ",\"message_time\":" + number + ",\"total_rate\":" + number + "}]}";
        MessageDetailRecord record = ((MdrPage) list(body)).get(0);

        assertThat(record.getUnits()).isNull();
        assertThat(record.fingerprint()).hasSize(32);
    }

    @Test
    void isMalformedWithAnEndlessNumber() throws Exception {
        assertThat(list("{\"api_id\":\"a\",\"objects\":[],\"x\":" + "9".repeat(900_000) + "}"))
                .isInstanceOf(PlivoMalformedException.class);
    }

    @Test
    void isReadWithATextOfAMebibyte() throws Exception {
        String body = "{\"api_id\":\"a\",\"objects\":[{\"message_uuid\":\"u\",\"x\":\"" + "x".repeat(1_000_000) + "\"}]}";

        assertThat((MdrPage) list(body)).hasSize(1);
    }

    /** The page, or the exception. */
    private static Object list(String body) throws Exception {
        return read(out -> KeepAliveServer.send(out, KeepAliveServer.ok(body)));
    }

    private interface Response {
        void send(OutputStream out) throws IOException;
    }

    private static Object read(Response response) throws Exception {
        try (KeepAliveServer server = new KeepAliveServer((request, out) -> response.send(out));
             PlivoClient client = server.client()) {
            return client.list(ALL, Priority.LIVE, server.waiter);
        } catch (PlivoException | Error e) {
            return e;
        }
    }

    private static void send(OutputStream out, String encoding, byte[] body) throws IOException {
        KeepAliveServer.send(out,
                "HTTP/1.1 200 OK\r\nContent-Encoding: " + encoding + "\r\nContent-Length: " + body.length + "\r\n\r\n");
        out.write(body);
        out.flush();
    }

    private static byte[] gzip(byte[] body) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(body);
        }
        return packed.toByteArray();
    }
}
