package io.github.camelplivo.mdr.benchmarks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Checks that the benchmarks work and that the page shows their results; does not check times. */
class BenchmarksTest {

    private static final Path DOCS = Path.of("../../docs");

    @TempDir
    Path folder;

    static Set<String> names() {
        return Benchmarks.names();
    }

    /** Without those that wait most of the time, which {@code -Dbenchmarks=--brief} runs too. */
    static Stream<String> busy() {
        return names().stream().filter(name -> !Set.of("budget", "moving").contains(name));
    }

    @ParameterizedTest
    @MethodSource("busy")
    void works(String bench) throws Exception {
        for (String page : Report.PAGES) {
            Files.copy(DOCS.resolve(page), folder.resolve(page));
        }

        Benchmarks.main(new String[] { folder.toString(), "--brief", bench });

        Table table = Report.in(folder).tables().get(bench);
        assertThat(table.rows()).isNotEmpty().allMatch(row -> row.size() == table.columns().size());
        for (String none : List.of("twice", "lost")) {
            assertThat(table.ofFeed().numbers(none)).as(none).allMatch(number -> number == 0);
        }
        // at least one page for 20 records, in each reading
        assertThat(table.only("reader", Cost.RECHECKS).numbers(Density.REQUESTS)).allMatch(number -> number >= 2);
    }

    @Test
    void thePagesShowTheResults() throws Exception {
        Report report = Report.in(DOCS);
        StringBuilder pages = new StringBuilder();
        for (String name : Report.PAGES) {
            String page = Files.readString(DOCS.resolve(name));
            assertThat(report.filled(page)).isEqualTo(page);
            pages.append(page);
        }

        assertThat(report.tables()).containsOnlyKeys(Benchmarks.names());
        assertThat(Stream.concat(Stream.of(Targets.NAME), names().stream()))
                .allMatch(table -> pages.indexOf("<!-- table " + table + " -->") >= 0);
    }

    /** The feed reads it on a clock of its own, so that each run has the same figures. */
    @Test
    void theSimulatedMonthOfThePageIsThatOfTheFeed() throws Exception {
        Table shown = Report.in(DOCS).tables().get(Month.NAME);

        assertThat(new Month().run(false).rows()).hasToString(shown.rows().toString());
        assertThat(Files.readString(DOCS.resolve("pictures").resolve(Plots.MONTH))).isEqualTo(MonthPlot.of(shown));
    }
}
