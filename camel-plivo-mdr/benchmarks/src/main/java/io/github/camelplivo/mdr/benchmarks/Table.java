package io.github.camelplivo.mdr.benchmarks;

import java.util.List;
import java.util.stream.DoubleStream;

/**
 * A table of docs/performance.md or docs/operations.md.
 *
 * @param rows values are String, Long or Double
 */
record Table(String name, List<String> columns, List<List<Object>> rows) {

    /** The values of a column. */
    List<Object> column(String column) {
        int index = columns.indexOf(column);
        return rows.stream().map(row -> row.get(index)).toList();
    }

    /** The values of a column of numbers; none if there is no such column. */
    DoubleStream numbers(String column) {
        int index = columns.indexOf(column);
        return rows.stream().filter(row -> index >= 0).mapToDouble(row -> ((Number) row.get(index)).doubleValue());
    }

    /** A table with only the rows that have this value, as text, in this column; none if there is no such column. */
    Table only(String column, Object value) {
        int index = columns.indexOf(column);
        return new Table(
                name, columns, rows.stream().filter(row -> index >= 0 && row.get(index).toString().equals(value.toString()))
                        .toList());
    }

    /** A table with only the rows of plivo-mdr; all rows of a table that names no readers. */
    Table ofFeed() {
        return columns.contains("reader") ? only("reader", Walk.FEED) : this;
    }
}
