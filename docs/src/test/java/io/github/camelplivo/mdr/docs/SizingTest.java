package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

import io.github.camelplivo.mdr.feed.FeedStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The numbers of operations.md are those of its formula, with the rows a request that saturation goes by. */
class SizingTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "none;0", "`1h`;1", "`10m,1h,6h,26h`;4", "`10m,1h,6h,26h,3d,10d`;6" })
    void showsWhatTheFormulaSays(String recheckAfter, int ages) throws IOException {
        assertThat(Files.readString(Snippet.DOCS.resolve("operations.md"))).contains(String.format(
                Locale.ROOT, "| %s | %d | %,d | %,d |", recheckAfter, ages + 1, messagesADay(20, ages),
                messagesADay(100, ages)));
    }

    private static int messagesADay(int listRequestsPerMinute, int ages) {
        return listRequestsPerMinute * FeedStatus.NEW_ROWS * 1_440 / (1 + ages);
    }
}
