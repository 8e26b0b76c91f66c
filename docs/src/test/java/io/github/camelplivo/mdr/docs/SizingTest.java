package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Locale;

import io.github.camelplivo.mdr.feed.FeedStatus;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The numbers of the pages are results of the formula in operations.md, with the rows per request that the saturation
 * figure uses.
 */
class SizingTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = {
            "none;0", "`1h`;1", "`10m,1h,6h,26h`;4", "`10m,1h,6h,26h,3d,10d`;6" })
    void showsTheResultOfTheFormula(String recheckAfter, int ages) throws IOException {
        assertThat(Files.readString(Snippet.DOCS.resolve("operations.md"))).contains(String.format(
                Locale.ROOT, "| %s | %d | %,d | %,d |", recheckAfter, ages + 1, messagesADay(20, ages),
                messagesADay(100, ages)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', value = { "none;0", "`10m,1h,6h,26h`;4" })
    void showsTheMaximumOfOneAccount(String recheckAfter, int ages) throws IOException {
        int ceiling = messagesADay(20, ages);
        assertThat(Files.readString(Snippet.DOCS.resolve("scaling.md"))).contains(
                String.format(Locale.ROOT, "| %s | %,d | %,d |", recheckAfter, ceiling, ceiling * 4 / 5));
    }

    private static int messagesADay(int listRequestsPerMinute, int ages) {
        return listRequestsPerMinute * FeedStatus.NEW_ROWS * 1_440 / (1 + ages);
    }
}
