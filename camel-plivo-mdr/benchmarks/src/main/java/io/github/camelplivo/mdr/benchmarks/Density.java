package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.benchmarks.Reader.Reading;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/** The number of requests for a backlog, for sparse and for dense records. */
final class Density implements Bench {

    @Override
    public String name() {
        return "density";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        for (int seconds : brief ? List.of(1) : List.of(1, 10, 100)) {
            try (Plivo plivo = Plivo.start(Plivo.Setup.backlog(brief ? 400 : 20_000).oneEvery(seconds))) {
                for (int inFlight : List.of(1, 4, 16)) {
                    Reading reading = Reader.once(plivo, Task.of(plivo.address(), Walk.FEED).inFlight(inFlight));
                    rows.add(List.of((long) seconds, Walk.FEED.toString(), (long) inFlight, reading.requestsAPage(),
                            reading.twice(), reading.lost()));
                }
            }
        }
        return new Table(
                name(), List.of("seconds a record", "reader", "in flight", "requests per 20 records", "twice", "lost"), rows);
    }
}
