package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.benchmarks.Reader.Reading;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/**
 * The processor time and allocated memory of the reader's process, without latency and after Java has compiled the
 * code, as multiples of the bare minimum for the same records.
 */
final class Cost implements Bench {

    private static final List<Walk> WALKS = List.of(Walk.BARE, Walk.SDK, Walk.ROUTE, Walk.FEED);

    /** The cost in one process. */
    private record Share(double cpu, double allocated) {
    }

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Share>> shares = WALKS.stream().map(walk -> (List<Share>) new ArrayList<Share>()).toList();
        try (Plivo plivo = Plivo.start(Plivo.Setup.backlog(brief ? 200 : 50_000))) {
            for (int round = 0; round < (brief ? 1 : 3); round++) {
                for (int i = 0; i < WALKS.size(); i++) {
                    shares.get(i).add(share(plivo, WALKS.get(i), brief ? 1 : 8));
                }
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < WALKS.size(); i++) {
            rows.add(List.of(WALKS.get(i).toString(), Figures.times(cpu(shares.get(i)), cpu(shares.get(0))),
                    Figures.times(allocated(shares.get(i)), allocated(shares.get(0)))));
        }
        return new Table(name(), List.of("reader", "processor time, times the minimum", "allocated, times the minimum"), rows);
    }

    /** The cost in the later half of the readings, when Java compiles little. */
    private static Share share(Plivo plivo, Walk walk, int readings) {
        List<Reading> all = new ArrayList<>();
        try (Reader reader = Reader.start(plivo, Task.of(plivo.address(), walk))) {
            for (int i = 0; i < readings; i++) {
                all.add(reader.read());
            }
        }
        List<Reading> later = all.subList(readings / 2, readings);
        return new Share(
                Figures.median(later.stream().map(reading -> (double) reading.result().cpuMillis()).toList()),
                Figures.median(later.stream().map(reading -> (double) reading.result().allocatedBytes()).toList()));
    }

    private static List<Double> cpu(List<Share> shares) {
        return shares.stream().map(Share::cpu).toList();
    }

    private static List<Double> allocated(List<Share> shares) {
        return shares.stream().map(Share::allocated).toList();
    }
}
