package io.github.camelplivo.mdr.simulator;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/**
 * All records of an account and its subaccounts, sorted by {@code message_time}, so that reading a window does not scan
 * other records. Thread-safe: one lock, held while rows are selected, not while they are written.
 */
final class MessageStore {

    /** "over the last 90 days": "List all messages". */
    static final Duration RETENTION = Duration.ofDays(90);

    private final NavigableMap<Instant, List<Row>> ties = new TreeMap<>();
    private final Map<String, Row> rows = new HashMap<>();
    private Consumer<Instant> life = now -> {
    };
    private volatile Clock clock = Clock.systemUTC();
    private volatile ZoneId zone = ZoneOffset.UTC;
    private volatile boolean schemaDrift;

    /**
     * The rows of one page.
     *
     * @param rows  newest first
     * @param more  whether rows follow
     * @param total rows in the whole list, or -1 if they were not counted
     */
    record Slice(List<Row> rows, boolean more, int total) {
    }

    Clock clock() {
        return clock;
    }

    void clock(Clock clock) {
        this.clock = clock;
    }

    ZoneId zone() {
        return zone;
    }

    void zone(ZoneId zone) {
        this.zone = zone;
    }

    boolean schemaDrift() {
        return schemaDrift;
    }

    void schemaDrift(boolean on) {
        this.schemaDrift = on;
    }

    /**
     * Sets the hook that makes the changes due by now. Each access to the records calls it first, with the current
     * time.
     */
    synchronized void live(Consumer<Instant> hook) {
        life = life.andThen(hook);
    }

    synchronized void add(Row row) {
        if (rows.putIfAbsent(row.uuid(), row) != null) {
            throw new IllegalArgumentException("There already is a record " + row.uuid());
        }
        ties.computeIfAbsent(row.messageTime(), time -> new ArrayList<>(1)).add(row);
    }

    /** @return false if there is no such record: it may have been removed before its planned change is due */
    synchronized boolean replace(String uuid, UnaryOperator<Row> change) {
        Row before = rows.get(uuid);
        if (before == null) {
            return false;
        }
        Row after = change.apply(before);
        rows.put(uuid, after);
        ties.get(before.messageTime()).replaceAll(row -> row == before ? after : row);
        return true;
    }

    synchronized void remove(String uuid) {
        Row row = rows.remove(uuid);
        if (row == null) {
            throw unknown(uuid);
        }
        List<Row> tie = ties.get(row.messageTime());
        tie.removeIf(other -> other == row);
        if (tie.isEmpty()) {
            ties.remove(row.messageTime());
        }
    }

    static IllegalArgumentException unknown(String uuid) {
        return new IllegalArgumentException("There is no record " + uuid);
    }

    /** The record, if it is listed and not older than 90 days. */
    synchronized Optional<Row> find(String uuid) {
        Instant now = advance();
        return Optional.ofNullable(rows.get(uuid))
                .filter(row -> row.isListed(now) && !row.messageTime().isBefore(now.minus(RETENTION)));
    }

    /** All rows that are listed now, newest first. */
    List<Row> rows(Instant from, Instant to, Predicate<Row> filter) {
        return slice(from, to, filter, 0, Integer.MAX_VALUE, ListOrder.ARRIVAL, false).rows();
    }

    /**
     * A page of the rows that are listed now.
     *
     * @param from    first {@code message_time}, inclusive
     * @param to      end of the range, exclusive
     * @param counted whether to count all rows for the total
     */
    synchronized Slice slice(
            Instant from, Instant to, Predicate<Row> filter, int offset, int limit, ListOrder order, boolean counted) {
        Instant now = advance();
        List<Row> page = new ArrayList<>();
        int position = 0;
        Instant first = latest(from, now.minus(RETENTION));
        NavigableMap<Instant, List<Row>> window = window(first, to);
        Instant newest = window.lowerKey(to);
        while (newest != null) {
            Instant oldest = latest(order.start(newest), first);
            for (Row row : order.arranged(window.subMap(oldest, true, newest, true).descendingMap().values())) {
                if (!row.isListed(now) || !filter.test(row)) {
                    continue;
                }
                if (position >= offset && page.size() < limit) {
                    page.add(row);
                } else if (position >= offset && !counted) {
                    return new Slice(page, true, -1);
                }
                position++;
            }
            newest = window.lowerKey(oldest);
        }
        return new Slice(page, position > (long) offset + page.size(), counted ? position : -1);
    }

    synchronized int size(Predicate<Row> filter) {
        advance();
        return (int) rows.values().stream().filter(filter).count();
    }

    private Instant advance() {
        Instant now = clock.instant();
        life.accept(now);
        return now;
    }

    private NavigableMap<Instant, List<Row>> window(Instant from, Instant to) {
        return from.isBefore(to) ? ties.subMap(from, true, to, false) : Collections.emptyNavigableMap();
    }

    private static Instant latest(Instant one, Instant other) {
        return one.isAfter(other) ? one : other;
    }
}
