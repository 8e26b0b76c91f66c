package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.benchmarks.Reader.Reading;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/**
 * A backlog behind Plivo's limit of 20 lists a minute: how much of what is allowed is used. The route made by hand has
 * a throttle; Plivo's own client has nothing of that kind.
 */
final class Budget implements Bench {

    private static final int LISTS_A_MINUTE = 20;
    private static final int REQUESTS_IN_FIVE_SECONDS = 300;

    @Override
    public String name() {
        return "budget";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        int seconds = brief ? 3 : 180;
        for (Walk walk : List.of(Walk.SDK, Walk.ROUTE, Walk.FEED)) {
            Plivo.Setup setup = Plivo.Setup.backlog(60_000).limits(LISTS_A_MINUTE, REQUESTS_IN_FIVE_SECONDS);
            try (Plivo plivo = Plivo.start(setup)) {
                Task task = Task.of(plivo.address(), walk).budget(LISTS_A_MINUTE, REQUESTS_IN_FIVE_SECONDS / 5);
                Reading reading = Reader.once(plivo, task.atMost(seconds));
                double allowed = LISTS_A_MINUTE * Math.max(1, seconds / 60.0);
                rows.add(List.of(walk.toString(), 100 * reading.served() / allowed, reading.counts().refused(),
                        reading.recordsARequest(), reading.end()));
            }
        }
        return new Table(
                name(), List.of("reader", "% of the limit used", "429s", "records a request", "how it ended"), rows);
    }
}
