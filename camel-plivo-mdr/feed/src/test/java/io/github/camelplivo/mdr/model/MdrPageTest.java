package io.github.camelplivo.mdr.model;

import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Trap 11: total_count is gone and may come back, meta or objects may be missing, next may be null or "". */
class MdrPageTest {

    @Test
    void readsAPage() {
        MdrPage page = Fixtures.page(Fixtures.EXAMPLE_LIST);

        assertThat(page).hasSize(5);
        assertThat(page.getApiId()).isEqualTo("61c9103e-355a-11eb-bc7f-0242ac110004");
        assertThat(page.getMeta())
                .isEqualTo(new PageMeta(5, 0, "/v1/Account/MAXXXXXXXXXXX/Message/?limit=5&offset=5", null, 89));
        assertThat(page.hasNext()).isTrue();
        assertThat(page.get(4).getMessageUuid()).isEqualTo("51c77690-34d7-11eb-a029-0242ac110004");
        assertThat(page).hasToString("MdrPage[5 records at offset 0, api_id 61c9103e-355a-11eb-bc7f-0242ac110004]");
    }

    @Test
    void readsTheSpellingOfTheDocumentation() {
        assertThat(Fixtures.page(Fixtures.LIST).getApiId()).isEqualTo("f237ffbd-e1b1-4bd3-a2cb-874hebb");
    }

    @Test
    void readsTheSdksSample() {
        assertThat(Fixtures.page(Fixtures.SDK_LIST)).hasSize(20).allSatisfy(r -> assertThat(r.getMessageTime()).isNotNull());
        assertThat(Fixtures.page(Fixtures.SDK_LIST).getMeta().totalCount()).isNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "{\"api_id\":\"a\",\"objects\":[]}", "{\"api_id\":\"a\",\"objects\":null,\"meta\":null}",
            "{\"Api_id\":\"a\",\"objects\":null,\"meta\":\"none\"}", "{\"objects\":{}}" })
    void isEmptyWithoutObjectsIfPlivoNamesTheRequest(String json) {
        MdrPage page = parse(json);

        assertThat(page).isEmpty();
        assertThat(page.getMeta()).isEqualTo(PageMeta.empty());
        assertThat(page.hasNext()).isFalse();
        assertThat(page.lacksMeta()).isTrue();
    }

    @Test
    void isEmptyWithoutObjectsIfMetaSaysWhichPageItIs() {
        MdrPage page = parse("{\"meta\":{\"limit\":20,\"offset\":0,\"next\":null}}");

        assertThat(page).isEmpty();
        assertThat(page.lacksObjects()).isTrue();
        assertThat(page.lacksMeta()).isFalse();
    }

    @Test
    void readsAnEmptyObjectAsNoObjects() {
        assertThat(parse("{\"api_id\":\"a\",\"objects\":{}}").lacksObjects()).isFalse();
    }

    @Test
    void hasNoNextForEmptyText() {
        assertThat(parse("{\"objects\":[],\"meta\":{\"next\":\"\",\"previous\":\"\"}}").getMeta()).isEqualTo(PageMeta.empty());
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "", "{}", "[]", "{\"objects\":null}", "{\"api_id\":\"a\"}", "{\"api_id\":\"a\",\"meta\":{}}",
            "{\"api_id\":\"a\",\"objects\":{\"0\":{}}}", "{\"objects\":[1]}",
            "{\"objects\":[null]}",
            "{\"objects\":[{}", "<html>" })
    void refusesJsonThatIsNotAPage(String json) {
        assertThatThrownBy(() -> parse(json)).isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("Not a page: .*|.*, not (a )?JSON.*|JSON that ends too early.*");
    }

    @Test
    void canHaveOtherRecords() {
        MdrPage page = Fixtures.page(Fixtures.EXAMPLE_LIST);

        MdrPage fewer = page.withRecords(page.subList(1, 3));

        assertThat(fewer).containsExactly(page.get(1), page.get(2));
        assertThat(fewer.getMeta()).isEqualTo(page.getMeta());
        assertThat(fewer.getApiId()).isEqualTo(page.getApiId());
        assertThat(fewer.hasNext()).isTrue();
    }

    @Test
    void cannotBeChanged() {
        MdrPage page = Fixtures.page(Fixtures.EXAMPLE_LIST);

        assertThatThrownBy(() -> page.remove(0)).isInstanceOf(UnsupportedOperationException.class);
        assertThatThrownBy(page::clear).isInstanceOf(UnsupportedOperationException.class);
    }

    @Test
    void isWrittenAsAnArrayAndReadBack() throws Exception {
        MdrPage page = MdrPage.of(List.of(MessageDetailRecord.parse("{\"message_uuid\":\"u\"}")));

        String json = new ObjectMapper().writeValueAsString(page);

        assertThat(json).isEqualTo("[{\"message_uuid\":\"u\"}]");
        assertThat(new ObjectMapper().readValue(json, MdrPage.class)).isEqualTo(page);
    }

    private static MdrPage parse(String json) {
        return MdrPage.parse(json.getBytes(UTF_8));
    }
}
