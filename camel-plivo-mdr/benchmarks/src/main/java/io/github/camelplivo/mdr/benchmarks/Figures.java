package io.github.camelplivo.mdr.benchmarks;

import java.util.List;
import java.util.stream.IntStream;

/** Figures of several rounds. */
final class Figures {

    private Figures() {
    }

    /** The median of the rounds: the ratio of a value to the other value of the same round. */
    static double times(List<Double> values, List<Double> others) {
        return median(IntStream.range(0, values.size()).mapToObj(round -> values.get(round) / others.get(round)).toList());
    }

    static double median(List<Double> values) {
        List<Double> sorted = values.stream().sorted().toList();
        int middle = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(middle) : (sorted.get(middle - 1) + sorted.get(middle)) / 2;
    }
}
