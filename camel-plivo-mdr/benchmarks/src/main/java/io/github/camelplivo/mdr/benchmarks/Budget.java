package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.benchmarks.Reader.Reading;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/**
 * Reads a backlog under each of Plivo's limits and measures the used share of it. The hand-written route has a
 * throttle; Plivo's own client has none.
 */
final class Budget implements Bench {

    /** @param seconds how long to read; 1 for a brief run */
    private record Limit(String shown, int lists, int requestsPerFiveSeconds, double perSecond, int seconds) {
    }

    private static final List<Limit> LIMITS = List.of(new Limit("20 lists a minute", 20, 300, 20 / 60.0, 180),
            new Limit("300 requests in 5 s", Reader.UNLIMITED, 300, 60, 60));

    @Override
    public String name() {
        return "budget";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        for (Limit limit : LIMITS) {
            for (Walk walk : List.of(Walk.SDK, Walk.ROUTE, Walk.FEED)) {
                rows.add(row(limit, walk, brief ? 1 : limit.seconds()));
            }
        }
        return new Table(
                name(), List.of("limit", "reader", "% of it used", "429s", "records a request", "how it ended"), rows);
    }

    private static List<Object> row(Limit limit, Walk walk, int seconds) {
        Plivo.Setup setup = Plivo.Setup.backlog(100_000).limits(limit.lists(), limit.requestsPerFiveSeconds());
        try (Plivo plivo = Plivo.start(setup)) {
            Task task = Task.of(plivo.address(), walk).budget(limit.lists(), limit.requestsPerFiveSeconds() / 5);
            Reading reading = Reader.once(plivo, task.atMost(seconds));
            return List.of(limit.shown(), walk.toString(), 100 * reading.served() / (limit.perSecond() * seconds),
                    reading.counts().refused(), reading.recordsARequest(), reading.end());
        }
    }
}
