package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.benchmarks.Reader.Reading;
import io.github.camelplivo.mdr.benchmarks.Reader.Task;

/**
 * Reads backlogs of increasing size with a heap of 48 MiB, from a server that skips rows like a database: half a
 * millisecond more for every thousand rows of offset.
 */
final class Growth implements Bench {

    private static final int OFFSET_MICROS = 500;
    private static final int SECONDS_AT_MOST = 180;

    @Override
    public String name() {
        return "growth";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        for (int records : brief ? List.of(1_000) : List.of(1_000, 10_000, 100_000, 1_000_000)) {
            try (Plivo plivo = Plivo.start(Plivo.Setup.backlog(records).offsetCost(OFFSET_MICROS))) {
                for (Walk walk : List.of(Walk.SDK, Walk.ROUTE, Walk.FEED)) {
                    int inFlight = walk == Walk.FEED ? 8 : 1;
                    Task task = Task.of(plivo.address(), walk).inFlight(inFlight).keepingNothing().atMost(SECONDS_AT_MOST);
                    Reading reading = Reader.once(plivo, task, "-Xmx48m", "-XX:+ExitOnOutOfMemoryError");
                    rows.add(row(records, walk, inFlight, reading));
                }
            }
        }
        return new Table(
                name(),
                List.of("records", "reader", "in flight", "% read", "seconds", "MiB alive", "exactly once", "how it ended"),
                rows);
    }

    private static List<Object> row(int records, Walk walk, int inFlight, Reading reading) {
        Records.Sum handedOut = reading.result().handedOut();
        boolean exact = handedOut.records() == records && handedOut.sum().equals(reading.counts().held().sum());
        return List.of((long) records, walk.toString(), (long) inFlight, 100.0 * handedOut.records() / records,
                reading.result().millis() / 1000.0, reading.result().liveBytes() / 1048576.0, exact ? "yes" : "no",
                reading.end());
    }
}
