package io.github.camelplivo.mdr.simulator;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * The order of a list: newest first, but only down to a unit of time.
 *
 * @param unit   seconds, or microseconds, which are the resolution of {@code message_time}
 * @param within arranges the rows of one unit, which come newest first
 */
record ListOrder(ChronoUnit unit, Consumer<List<Row>> within) {

    /** Rows of one microsecond in the order of their arrival. */
    static final ListOrder ARRIVAL = new ListOrder(ChronoUnit.MICROS, rows -> {
    });

    /** Rows of one second in the order of their uuids. */
    static final ListOrder SECONDS
            = new ListOrder(ChronoUnit.SECONDS, rows -> rows.sort(Comparator.comparing(Row::uuid)));

    /** Rows of one unit in another order at each request. */
    static ListOrder shuffled(ChronoUnit unit, Random random) {
        return new ListOrder(unit, rows -> Collections.shuffle(rows, random));
    }

    Instant start(Instant time) {
        return time.truncatedTo(unit);
    }

    List<Row> arranged(Iterable<List<Row>> ties) {
        List<Row> rows = new ArrayList<>();
        ties.forEach(rows::addAll);
        within.accept(rows);
        return rows;
    }
}
