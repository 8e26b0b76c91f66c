package io.github.camelplivo.mdr;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.JsonLibrary;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.uri;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Records and pages need no conversion code in a route: they are JSON, maps, beans and lists, as the next step
 * requires.
 */
class ValuesInRoutesTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final CamelAtPlivo at = new CamelAtPlivo().start();

    @TempDir
    private Path directory;
    private ObjectNode first;
    private MdrPage page;
    private MessageDetailRecord record;

    @BeforeEach
    void read() {
        at.add(3, 60);
        first = at.plivo.account().truth(Instant.EPOCH, Instant.now()).get(0);
        page = at.request("operation=list&limit=2").getMessage().getBody(MdrPage.class);
        record = page.get(0);
    }

    @AfterEach
    void close() {
        at.close();
    }

    @ParameterizedTest
    @ValueSource(classes = { String.class, byte[].class, InputStream.class, JsonNode.class, Map.class })
    void aRecordIsConvertedThereAndBack(Class<?> type) throws Exception {
        Object value = convert(type, record);

        assertThat(JSON.readTree(json(value)).toString()).isEqualTo(first.toString());
        assertThat(convert(MessageDetailRecord.class, convert(type, record))).isEqualTo(record);
    }

    @ParameterizedTest
    @ValueSource(classes = { String.class, byte[].class, InputStream.class, JsonNode.class })
    void aPageIsConvertedThereAndBack(Class<?> type) throws Exception {
        JsonNode array = JSON.readTree(json(convert(type, page)));

        assertThat(array.isArray()).isTrue();
        assertThat(array).hasSize(2);
        assertThat(array.get(0).toString()).isEqualTo(first.toString());
        assertThat(convert(MdrPage.class, convert(type, page))).isEqualTo(page);
    }

    @Test
    void aListOfMapsIsAPage() {
        List<?> maps = page.stream().map(one -> convert(Map.class, one)).toList();

        assertThat(convert(MdrPage.class, maps)).isEqualTo(page);
    }

    @Test
    void aPageIsAList() {
        assertThat((Object) convert(List.class, page)).isSameAs(page);
    }

    @Test
    void aResponseOfPlivoIsAPage() {
        String response
                = "{\"api_id\":\"a-1\",\"meta\":{\"limit\":2,\"next\":null},\"objects\":" + convert(String.class, page) + "}";

        assertThat(convert(MdrPage.class, response)).isEqualTo(page);
        assertThat(convert(MdrPage.class, response).getApiId()).isEqualTo("a-1");
        assertThat(convert(MdrPage.class, response.getBytes(StandardCharsets.UTF_8)).getMeta().limit()).isEqualTo(2);
    }

    @Test
    void charactersOutsideAsciiSurvive() {
        MessageDetailRecord umlaut = MessageDetailRecord.parse("{\"message_uuid\":\"u\",\"from_number\":\"Müßig😀\"}");

        assertThat(new String(convert(byte[].class, umlaut), StandardCharsets.UTF_8)).contains("Müßig");
        assertThat(convert(MessageDetailRecord.class, convert(byte[].class, umlaut))).isEqualTo(umlaut);
    }

    @Test
    void simpleReadsRecords() {
        assertThat(simple("${body.messageUuid}", record)).isEqualTo(first.get("message_uuid").asText());
        assertThat(simple("${body.messageStateText}", record)).isEqualTo(first.get("message_state").asText());
        assertThat(simple("${body.messageState}", record)).isEqualTo(record.getMessageState().toString());
        assertThat(simple("${body.totalAmount}", record)).isEqualTo(first.get("total_amount").asText());
        assertThat(simple("${body.units}", record)).isEqualTo(first.get("units").asText());
        assertThat(matches("${body.messageState} == '" + record.getMessageState() + "'", record)).isTrue();
        assertThat(matches("${body.units} > 9", record)).isFalse();
    }

    @Test
    void simpleReadsPages() {
        assertThat(simple("${body.meta.next}", page)).isEqualTo(page.getMeta().next()).contains("offset=2");
        assertThat(simple("${body.meta.limit}", page)).isEqualTo("2");
        assertThat(simple("${body.size}", page)).isEqualTo("2");
        assertThat(simple("${body[0].totalAmount}", page)).isEqualTo(first.get("total_amount").asText());
        assertThat(simple("${body[1].messageUuid}", page)).isEqualTo(page.get(1).getMessageUuid());
        assertThat(simple("${body.apiId}", page)).isEqualTo(page.getApiId());
    }

    @Test
    void marshalWritesExactlyTheFieldsThatCame() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:values").marshal().json();
            }
        });

        assertThat(JSON.readTree(request(record, String.class)).toString()).isEqualTo(first.toString());
        assertThat(JSON.readTree(request(page, String.class)).get(0).toString()).isEqualTo(first.toString());
    }

    @Test
    void unmarshalReadsRecordsAndPages() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:values").unmarshal().json(JsonLibrary.Jackson, MessageDetailRecord.class);
                from("direct:pages").unmarshal().json(JsonLibrary.Jackson, MdrPage.class);
            }
        });

        assertThat(request(convert(String.class, record), Object.class)).isEqualTo(record);
        assertThat(at.camel.createProducerTemplate().requestBody("direct:pages", convert(String.class, page)))
                .isInstanceOf(MdrPage.class).isEqualTo(page);
    }

    @Test
    void filesHoldJson() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:values").to("file:" + directory);
            }
        });

        at.camel.createProducerTemplate().sendBodyAndHeader("direct:values", record, Exchange.FILE_NAME, "record.json");
        at.camel.createProducerTemplate().sendBodyAndHeader("direct:values", page, Exchange.FILE_NAME, "page.json");

        assertThat(JSON.readTree(Files.readString(directory.resolve("record.json"))).toString()).isEqualTo(first.toString());
        assertThat(JSON.readTree(Files.readString(directory.resolve("page.json"))).get(0).toString())
                .isEqualTo(first.toString());
    }

    @Test
    void convertBodyToGivesJson() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:values").convertBodyTo(String.class);
            }
        });

        assertThat(JSON.readTree(request(record, String.class)).toString()).isEqualTo(first.toString());
        assertThat(JSON.readTree(request(page, String.class))).hasSize(2);
    }

    @Test
    void splitDeliversOneRecordAtATime() throws Exception {
        route(new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:values").to(uri("operation=list")).split(body()).to("mock:records");
            }
        });

        request(null, Object.class);

        assertThat(at.mock("records").getExchanges()).hasSize(3)
                .allMatch(exchange -> exchange.getMessage().getBody() instanceof MessageDetailRecord);
    }

    private void route(RouteBuilder routes) throws Exception {
        at.camel.addRoutes(routes);
    }

    private <T> T request(Object body, Class<T> type) {
        return at.camel.createProducerTemplate().requestBody("direct:values", body, type);
    }

    private <T> T convert(Class<T> type, Object value) {
        T converted = at.camel.getTypeConverter().convertTo(type, value);
        assertThat(converted).as("%s as %s", value, type.getSimpleName()).isNotNull();
        return converted;
    }

    private boolean matches(String expression, Object body) {
        Exchange exchange = new DefaultExchange(at.camel);
        exchange.getMessage().setBody(body);
        return at.camel.resolveLanguage("simple").createPredicate(expression).matches(exchange);
    }

    private String simple(String expression, Object body) {
        Exchange exchange = new DefaultExchange(at.camel);
        exchange.getMessage().setBody(body);
        return at.camel.resolveLanguage("simple").createExpression(expression).evaluate(exchange, String.class);
    }

    private static String json(Object value) throws Exception {
        if (value instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (value instanceof InputStream stream) {
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        }
        return value instanceof String text ? text : JSON.writeValueAsString(value);
    }
}
