package io.github.camelplivo.kafkafleet;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Hands out windows: of each account and sweep one at a time, and the next one when the position says that this one was
 * read. A window whose position does not move is handed out again, whatever became of it.
 *
 * <p>
 * It keeps nothing that matters: after a restart it begins at the positions, with windows that may be under way
 * already.
 */
public final class Planner {

    /**
     * How windows are cut.
     *
     * @param sweeps   how old records are when they are read, by the name of the sweep
     * @param start    where the sweeps of a new account begin, counted back from now
     * @param shortest what is shorter waits
     * @param longest  of a backlog; a worker must be able to read it within {@code max.poll.interval.ms}
     * @param patience how long a window may take before it is handed out again
     */
    public record Settings(
            Map<String, Duration> sweeps, Duration start, Duration shortest, Duration longest, Duration patience) {
    }

    private record HandedOut(Instant to, Instant when) {
    }

    private final Collection<String> accounts;
    private final Settings settings;
    private final KafkaPositions positions;
    private final Clock clock;
    private final Map<String, HandedOut> underWay = new HashMap<>();

    Planner(Collection<String> accounts, Settings settings, KafkaPositions positions, Clock clock) {
        this.accounts = accounts;
        this.settings = settings;
        this.positions = positions;
        this.clock = clock;
    }

    /** The windows that are due and not under way. */
    public List<Work> due() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> read = positions(now);
        List<Work> due = new ArrayList<>();
        for (String account : accounts) {
            settings.sweeps.forEach((sweep, age) -> {
                String name = Work.position(account, sweep);
                Instant from = Instant.parse(read.get(name));
                Instant to = earlier(now.minus(age), from.plus(settings.longest));
                if (!isUnderWay(name, from, now) && !to.isBefore(from.plus(settings.shortest))) {
                    underWay.put(name, new HandedOut(to, now));
                    due.add(new Work(account, sweep, to.toString()));
                }
            });
        }
        return due;
    }

    /** Of all accounts. New ones are written before anything is handed out: a later start must not begin later. */
    private Map<String, String> positions(Instant now) {
        Map<String, String> all = new HashMap<>(positions.all());
        Map<String, String> begun = new HashMap<>();
        for (String account : accounts) {
            for (String sweep : settings.sweeps.keySet()) {
                String name = Work.position(account, sweep);
                if (!all.containsKey(name)) {
                    begun.put(name, now.minus(settings.start).toString());
                }
            }
        }
        positions.setAll(begun);
        all.putAll(begun);
        return all;
    }

    private boolean isUnderWay(String name, Instant position, Instant now) {
        HandedOut last = underWay.get(name);
        return last != null && last.to.isAfter(position)
                && last.when.plus(settings.patience).isAfter(now);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
