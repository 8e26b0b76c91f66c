package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.benchmarks.Reader.Reading;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/**
 * A backlog behind Plivo's limits, 20 lists a minute and 300 requests in five seconds: how much of what is allowed is
 * used. The route made by hand has a throttle; Plivo's own client has nothing of that kind.
 */
final class Budget implements Bench {

    private static final int FIVE_SECONDS = 300;

    @Override
    public String name() {
        return "budget";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        rows.addAll(read("20 a minute", 20, brief ? 2 : 180, 1));
        rows.addAll(read("300 in 5 s", 12 * FIVE_SECONDS, brief ? 2 : 30, 16));
        return new Table(
                name(),
                List.of("limit", "reader", "% of the limit used", "429s", "records a request", "how it ended"), rows);
    }

    /** @param listsAMinute what is allowed, so often that no list is lost */
    private static List<List<Object>> read(String limit, int listsAMinute, int seconds, int inFlight) {
        List<List<Object>> rows = new ArrayList<>();
        for (Walk walk : List.of(Walk.SDK, Walk.ROUTE, Walk.FEED)) {
            try (Plivo plivo = Plivo.start(Plivo.Setup.backlog(60_000).limits(listsAMinute, FIVE_SECONDS))) {
                Task task = Task.of(plivo.address(), walk).budget(listsAMinute, FIVE_SECONDS / 5).inFlight(inFlight);
                Reading reading = Reader.once(plivo, task.atMost(seconds));
                double allowed = listsAMinute * Math.max(1, seconds / 60.0);
                rows.add(List.of(limit, walk.toString(), 100 * reading.served() / allowed, reading.counts().refused(),
                        reading.recordsARequest(), reading.end()));
            }
        }
        return rows;
    }
}
