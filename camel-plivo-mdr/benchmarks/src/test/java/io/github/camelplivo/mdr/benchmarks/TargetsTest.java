package io.github.camelplivo.mdr.benchmarks;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TargetsTest {

    private final Map<String, Table> results = new HashMap<>();

    @Test
    void theWorstResultCounts() {
        results.put("density", Density.table("density", "records a second",
                List.of(List.of(1L, 1L, 1.06, 0L, 0L), List.of(10L, 1L, 1.09, 0L, 2L), List.of(10L, 16L, 1.1, 0L, 0L))));

        assertThat(row("requests per 20 records at any density, 1 in flight")).containsExactly("≤ 1.08", "1.09", "no");
        assertThat(row("requests per 20 records at any density, 16 in flight")).containsExactly("≤ 1.1", "1.1", "yes");
        assertThat(row("records lost")).containsExactly("≤ 0", "2", "no");
        assertThat(row("records delivered twice")).containsExactly("≤ 0", "0", "yes");
    }

    @Test
    void someTargetsAreAMinimum() {
        results.put("gets", new Table(
                "gets", List.of("threads", "reader", "times camel-http"),
                List.of(List.of(16, "plivo-mdr", 0.9), List.of(64, "plivo-mdr", 1.5), List.of(16, "camel-http route", 1.0))));

        assertThat(row("gets a second with 16 threads, times camel-http")).containsExactly("≥ 1", "0.9", "no");
        assertThat(row("gets a second with 64 threads, times camel-http")).containsExactly("≥ 1", "1.5", "yes");
    }

    @Test
    void otherReadersHaveNoTargets() {
        results.put("moving", new Table(
                "moving", List.of("reader", "twice", "lost"),
                List.of(List.of("plivo-java", 5, 5), List.of("plivo-mdr", 0, 0))));

        assertThat(row("records lost")).containsExactly("≤ 0", "0", "yes");
    }

    @Test
    void noResultReachesNoTarget() {
        assertThat(Targets.of(results).rows()).isNotEmpty()
                .allSatisfy(row -> assertThat(row.subList(2, 4)).containsExactly("not measured", "no"));
    }

    private List<Object> row(String figure) {
        List<Object> row = Targets.of(results).only("figure", figure).rows().get(0);
        return row.subList(1, row.size());
    }
}
