package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleFunction;

import io.github.camelplivo.mdr.benchmarks.Reader.Reading;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/**
 * The processor time and allocated memory of the reader's process, without latency and after Java has compiled the
 * code, as multiples of the bare minimum for the same number of rows.
 */
final class Cost implements Bench {

    private static final int RECORDS = 10_000;
    /** Java compiles code for some hundred thousand records. */
    private static final int RUNS = 30;

    static final String CPU = "processor time, times the minimum";
    static final String ALLOCATED = "allocated, times the minimum";
    static final String RECHECKS = Walk.FEED + ", recheckAfter=" + FeedWalk.RECHECK_AFTER;

    /** @param rechecks whether it reads each record twice; the minimum is then two readings of the bare reader */
    private record Way(String shown, Walk walk, boolean rechecks) {

        Way(Walk walk) {
            this(walk.toString(), walk, false);
        }

        int readings() {
            return rechecks ? 2 : 1;
        }
    }

    /** One reading of all records in one process. */
    private record Share(double cpu, double allocated, double requestsAPage) {
    }

    /** The first is the minimum. */
    private static final List<Way> WAYS = List.of(new Way(Walk.BARE), new Way(Walk.SDK), new Way(Walk.ROUTE),
            new Way(Walk.FEED), new Way(RECHECKS, Walk.FEED, true));

    @Override
    public String name() {
        return "cost";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Share>> shares = WAYS.stream().map(way -> (List<Share>) new ArrayList<Share>()).toList();
        try (Plivo plivo = Plivo.start(Plivo.Setup.backlog(brief ? 200 : RECORDS))) {
            for (int round = 0; round < (brief ? 1 : 3); round++) {
                for (int i = 0; i < WAYS.size(); i++) {
                    shares.get(i).add(share(plivo, WAYS.get(i), brief ? 1 : RUNS));
                }
            }
        }
        List<List<Object>> rows = new ArrayList<>();
        for (int i = 0; i < WAYS.size(); i++) {
            rows.add(List.of(WAYS.get(i).shown(), (long) WAYS.get(i).readings(),
                    Figures.median(each(shares.get(i), Share::requestsAPage)),
                    Figures.times(each(shares.get(i), Share::cpu), each(shares.get(0), Share::cpu)),
                    Figures.times(each(shares.get(i), Share::allocated), each(shares.get(0), Share::allocated))));
        }
        return new Table(
                name(),
                List.of("reader", "readings of a record", Density.REQUESTS, CPU, ALLOCATED),
                rows);
    }

    /** The cost of a reading, from the later half of the runs, when Java compiles little. */
    private static Share share(Plivo plivo, Way way, int runs) {
        List<Reading> all = new ArrayList<>();
        try (Reader reader = Reader.start(plivo, Task.of(plivo.address(), way.walk()).rechecks(way.rechecks()))) {
            for (int i = 0; i < runs; i++) {
                all.add(reader.read());
            }
        }
        List<Reading> later = all.subList(runs / 2, runs);
        return new Share(
                Figures.median(each(later, reading -> reading.result().cpuMillis())) / way.readings(),
                Figures.median(each(later, reading -> reading.result().allocatedBytes())) / way.readings(),
                Figures.median(each(later, Reading::requestsAPage)));
    }

    private static <T> List<Double> each(List<T> values, ToDoubleFunction<T> figure) {
        return values.stream().mapToDouble(figure).boxed().toList();
    }
}
