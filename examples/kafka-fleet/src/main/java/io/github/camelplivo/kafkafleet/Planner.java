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
 * Assigns windows: one at a time for each account and sweep, and the next one when the position shows that the previous
 * one was read. If the position does not move, the planner assigns the window again.
 *
 * <p>
 * It has no durable state: after a restart it starts at the positions, so it may assign windows that are already being read.
 */
public final class Planner {

    /**
     * The sizes and times of windows.
     *
     * @param sweeps   the age at which records are read, by the name of the sweep
     * @param start    where the sweeps of a new account start, as an age
     * @param shortest the planner does not assign shorter windows yet
     * @param longest the longest window of a backlog; a worker must be able to read it within {@code max.poll.interval.ms}
     * @param patience how long a window may take before it is assigned again
     */
    public record Settings(
            Map<String, Duration> sweeps, Duration start, Duration shortest, Duration longest, Duration patience) {
    }

    private record Assigned(Instant to, Instant when) {
    }

    private final Collection<String> accounts;
    private final Settings settings;
    private final KafkaPositions positions;
    private final Clock clock;
    private final Map<String, Assigned> assigned = new HashMap<>();

    Planner(Collection<String> accounts, Settings settings, KafkaPositions positions, Clock clock) {
        this.accounts = accounts;
        this.settings = settings;
        this.positions = positions;
        this.clock = clock;
    }

    /** The windows that are due and not assigned. */
    public List<Work> due() {
        Instant now = clock.instant().truncatedTo(ChronoUnit.SECONDS);
        Map<String, String> read = positions(now);
        List<Work> due = new ArrayList<>();
        for (String account : accounts) {
            settings.sweeps.forEach((sweep, age) -> {
                String name = Work.position(account, sweep);
                Instant from = Instant.parse(read.get(name));
                Instant to = earlier(now.minus(age), from.plus(settings.longest));
                if (!isAssigned(name, from, now) && !to.isBefore(from.plus(settings.shortest))) {
                    assigned.put(name, new Assigned(to, now));
                    due.add(new Work(account, sweep, to.toString()));
                }
            });
        }
        return due;
    }

    /**
     * The positions of all accounts. Positions of new accounts are written before a window is assigned, so that a later
     * start of the planner does not start later in time.
     */
    private Map<String, String> positions(Instant now) {
        Map<String, String> all = new HashMap<>(positions.all());
        Map<String, String> added = new HashMap<>();
        for (String account : accounts) {
            for (String sweep : settings.sweeps.keySet()) {
                String name = Work.position(account, sweep);
                if (!all.containsKey(name)) {
                    added.put(name, now.minus(settings.start).toString());
                }
            }
        }
        positions.setAll(added);
        all.putAll(added);
        return all;
    }

    private boolean isAssigned(String name, Instant position, Instant now) {
        Assigned last = assigned.get(name);
        return last != null && last.to.isAfter(position)
                && last.when.plus(settings.patience).isAfter(now);
    }

    private static Instant earlier(Instant one, Instant other) {
        return one.isBefore(other) ? one : other;
    }
}
