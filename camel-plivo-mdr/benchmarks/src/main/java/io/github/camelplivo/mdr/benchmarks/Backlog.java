package io.github.camelplivo.mdr.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.benchmarks.Reader.Reading;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/** Reads a backlog that does not change, at several latencies and with several numbers of concurrent requests. */
final class Backlog implements Bench {

    private record Way(Walk walk, int inFlight) {
    }

    private static final List<Way> WAYS = List.of(new Way(Walk.SDK, 1), new Way(Walk.ROUTE, 1), new Way(Walk.FEED, 1),
            new Way(Walk.FEED, 4), new Way(Walk.FEED, 16));

    @Override
    public String name() {
        return "backlog";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        int records = brief ? 400 : 20_000;
        for (int latency : brief ? List.of(0) : List.of(0, 20, 50, 200)) {
            try (Plivo plivo = Plivo.start(Plivo.Setup.backlog(records).latency(latency))) {
                // with a long latency, most of the time is latency, which hardly varies
                int rounds = brief || latency == 200 ? 1 : latency == 50 ? 2 : 3;
                List<List<Reading>> readings = read(plivo, rounds);
                for (int i = 0; i < WAYS.size(); i++) {
                    rows.add(row(latency, WAYS.get(i), readings.get(i), readings.get(0)));
                }
            }
        }
        return new Table(
                name(),
                List.of("latency, ms", "reader", "in flight", "times plivo-java", "requests per 20 records", "twice", "lost"),
                rows);
    }

    /** The readings of each way, one per round. */
    private static List<List<Reading>> read(Plivo plivo, int rounds) {
        List<List<Reading>> readings = new ArrayList<>();
        WAYS.forEach(way -> readings.add(new ArrayList<>()));
        for (int round = 0; round < rounds; round++) {
            for (int i = 0; i < WAYS.size(); i++) {
                Task task = Task.of(plivo.address(), WAYS.get(i).walk()).inFlight(WAYS.get(i).inFlight());
                Task warm = task.warmUp(plivo.address().first(Duration.ofMinutes(15)));
                readings.get(i).add(Reader.once(plivo, warm));
            }
        }
        return readings;
    }

    private static List<Object> row(int latency, Way way, List<Reading> readings, List<Reading> first) {
        double times = Figures.times(
                readings.stream().map(Reading::recordsASecond).toList(), first.stream().map(Reading::recordsASecond).toList());
        return List.of((long) latency, way.walk().toString(), (long) way.inFlight(), times,
                Figures.median(readings.stream().map(Reading::requestsAPage).toList()),
                readings.stream().mapToLong(Reading::twice).sum(), readings.stream().mapToLong(Reading::lost).sum());
    }
}
