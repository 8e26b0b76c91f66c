package io.github.camelplivo.mdr.benchmarks;

import java.util.List;

/**
 * A table of docs/performance.md.
 *
 * @param rows values are String, Long or Double
 */
record Table(String name, List<String> columns, List<List<Object>> rows) {
}
