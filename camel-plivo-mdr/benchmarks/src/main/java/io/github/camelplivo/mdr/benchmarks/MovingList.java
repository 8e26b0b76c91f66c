package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelplivo.mdr.benchmarks.Reader.Reading;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/**
 * Reads a list that grows with every page, also by records that it lists late. Readers with a position poll until the
 * list has stopped growing and lists everything; the others read it once. The result is compared with the list when the
 * reader has ended.
 */
final class MovingList implements Bench {

    private static final Map<Walk, String> POLLS = new LinkedHashMap<>();

    static {
        POLLS.put(Walk.SDK, "one");
        POLLS.put(Walk.ROUTE, "one");
        POLLS.put(Walk.GREATEST_TIME, "every second");
        POLLS.put(Walk.FEED, "every second");
    }

    @Override
    public String name() {
        return "moving";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        POLLS.forEach((walk, polls) -> {
            Plivo.Setup setup = Plivo.Setup.backlog(brief ? 200 : 2_000).latency(20).growing(brief ? 5 : 60);
            try (Plivo plivo = Plivo.start(setup)) {
                Reading reading = Reader.once(plivo, Task.of(plivo.address(), walk));
                rows.add(List.of(walk.toString(), polls, reading.counts().held().records(),
                        reading.result().handedOut().records(), reading.twice(), reading.lost()));
            }
        });
        return new Table(name(), List.of("reader", "polls", "records in the list", "handed out", "twice", "lost"), rows);
    }
}
