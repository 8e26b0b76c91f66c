package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.benchmarks.Reader.Reading;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/**
 * Reads a list that grows by seven records with every page. Each reader reads once all records that exist at its start
 * or arrive while it reads. The result is compared with the list after the end.
 */
final class MovingList implements Bench {

    @Override
    public String name() {
        return "moving";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        for (Walk walk : List.of(Walk.SDK, Walk.ROUTE, Walk.FEED)) {
            // the end is in the future; only the feed waits for it
            Plivo.Setup setup = Plivo.Setup.backlog(brief ? 200 : 2_000).latency(20).growing(brief ? 15 : 60);
            try (Plivo plivo = Plivo.start(setup)) {
                Reading reading = Reader.once(plivo, Task.of(plivo.address(), walk));
                rows.add(List.of(walk.toString(), reading.counts().held().records(), reading.result().handedOut().records(),
                        reading.twice(), reading.lost()));
            }
        }
        return new Table(name(), List.of("reader", "records in the list", "handed out", "twice", "lost"), rows);
    }
}
