package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.benchmarks.Reader.Reading;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/** The number of requests for a backlog that does not change, for sparse and for dense records. Needs one round. */
final class Density implements Bench {

    /** Requests per 20 records if each page shares one row with the page before and all pages are full. */
    static final double MINIMUM = 20.0 / 19;
    /** The column of the figure. */
    static final String REQUESTS = "requests per 20 records";

    @Override
    public String name() {
        return "density";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        List<Number> densities
                = brief ? List.of(100L) : List.of(0.01, 0.1, 1L, 5L, 10L, 15L, 19L, 25L, 30L, 100L);
        for (Number perSecond : densities) {
            rows.addAll(rows(perSecond, Traffic.RANDOM, perSecond.doubleValue(), brief));
        }
        return table(name(), "records a second", rows);
    }

    static Table table(String name, String traffic, List<List<Object>> rows) {
        return new Table(name, List.of(traffic, "in flight", REQUESTS, "twice", "lost"), rows);
    }

    /** Rows that differ in the number of requests in flight. */
    static List<List<Object>> rows(Object shown, Traffic traffic, double perSecond, boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        try (Plivo plivo = Plivo.start(Plivo.Setup.backlog(brief ? 400 : 20_000).traffic(traffic, perSecond))) {
            for (int inFlight : List.of(1, 16)) {
                Reading reading = Reader.once(plivo, Task.of(plivo.address(), Walk.FEED).inFlight(inFlight));
                rows.add(List.of(shown, (long) inFlight, reading.requestsAPage(), reading.twice(), reading.lost()));
            }
        }
        return rows;
    }
}
