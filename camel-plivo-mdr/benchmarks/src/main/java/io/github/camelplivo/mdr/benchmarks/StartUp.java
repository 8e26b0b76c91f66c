package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/** The time from the start of Java to the first record. */
final class StartUp implements Bench {

    private static final List<Walk> WALKS = List.of(Walk.ROUTE, Walk.SDK, Walk.FEED);

    @Override
    public String name() {
        return "startup";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Double>> millis = WALKS.stream().map(walk -> (List<Double>) new ArrayList<Double>()).toList();
        try (Plivo plivo = Plivo.start(Plivo.Setup.backlog(200))) {
            for (int round = 0; round < (brief ? 1 : 11); round++) {
                for (int i = 0; i < WALKS.size(); i++) {
                    millis.get(i)
                            .add((double) Reader.once(plivo, Task.of(plivo.address(), WALKS.get(i))).result().firstMillis());
                }
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < WALKS.size(); i++) {
            rows.add(List.of(WALKS.get(i).toString(), Figures.times(millis.get(i), millis.get(0))));
        }
        return new Table(name(), List.of("reader", "time to the first record, times the route's"), rows);
    }
}
