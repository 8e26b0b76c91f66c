package io.github.camelplivo.mdr.feed.window;

import java.nio.charset.StandardCharsets;

import io.github.camelplivo.mdr.model.MdrPage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The conditions for the end of a list. A response that only looks like an empty list would end a window with all its
 * rows unread. Story: plivo-php issue 136 (2019), a list with neither {@code objects} nor {@code meta}.
 */
class ListEndTest {

    private static final String META = "'meta':{'limit':20,'offset':0,'next':null}";
    private static final String NEXT = "'meta':{'limit':20,'offset':0,'next':'/v1/Account/MA/Message/?offset=20'}";
    private static final String ROW = "'objects':[{'message_uuid':'a'}]";

    private final ListEnd end = new ListEnd();

    @Test
    void isAnEmptyList() {
        assertThat(end.isReachedBy(page(META, "'objects':[]"))).isTrue();
    }

    @Test
    void isAPageWithoutNext() {
        assertThat(end.isReachedBy(page(META, ROW))).isTrue();
        assertThat(end.isReachedBy(page(NEXT, ROW))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "'objects':[]", "'objects':null", META, META + ",'objects':null", NEXT, NEXT + ",'objects':null",
            NEXT + ",'objects':[]" })
    void isADoubtfulEmptyResponseOnlyTheSecondTime(String response) {
        assertThat(end.isReachedBy(page(response))).isFalse();
        assertThat(end.isReachedBy(page(response))).isTrue();
    }

    @Test
    void isNotADoubtfulResponseAfterARow() {
        end.isReachedBy(page("'objects':[]"));
        end.isReachedBy(page(NEXT, ROW));

        assertThat(end.isReachedBy(page("'objects':[]"))).isFalse();
    }

    private static MdrPage page(String... members) {
        String json = "{'api_id':'request'," + String.join(",", members) + "}";
        return MdrPage.parse(json.replace('\'', '"').getBytes(StandardCharsets.UTF_8));
    }
}
