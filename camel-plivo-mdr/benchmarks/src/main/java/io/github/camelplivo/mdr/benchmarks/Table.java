package io.github.camelplivo.mdr.benchmarks;

import java.util.List;

/**
 * A table of docs/performance.md.
 *
 * @param rows values are String, Long or Double
 */
record Table(String name, List<String> columns, List<List<Object>> rows) {

    /** The values of a column. */
    List<Object> column(String column) {
        int index = columns.indexOf(column);
        return rows.stream().map(row -> row.get(index)).toList();
    }

    /** A table with only the rows that have this value in this column. */
    Table only(String column, Object value) {
        int index = columns.indexOf(column);
        return new Table(name, columns, rows.stream().filter(row -> row.get(index).equals(value)).toList());
    }
}
