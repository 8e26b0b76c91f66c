package io.github.camelplivo.mdr.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Runs the benchmarks and writes the results, plots and tables of docs/performance.md and docs/operations.md.
 * Arguments: the folder of the documentation, {@code --brief} for a short check that everything works, {@code --draw}
 * to write the results of earlier runs without measuring, and the names of benchmarks, by default all.
 */
public final class Benchmarks {

    private static final List<Bench> BENCHES
            = List.of(new Backlog(), new Density(), new Bursts(), new MovingList(), new Budget(), new Growth(), new Cost(),
                    new Gets(), new Rereads(), new Month(), new StartUp());

    private Benchmarks() {
    }

    static Set<String> names() {
        return BENCHES.stream().map(Bench::name).collect(Collectors.toCollection(TreeSet::new));
    }

    public static void main(String[] arguments) throws Exception {
        // digits in the plots do not depend on whose machine it is
        Locale.setDefault(Locale.ROOT);
        List<String> options = new ArrayList<>(Arrays.asList(arguments));
        boolean brief = options.remove("--brief");
        boolean draw = options.remove("--draw");
        Path docs = Path.of(options.remove(0));
        Set<String> known = names();
        if (!known.containsAll(options)) {
            throw new IllegalArgumentException("Unknown benchmark in " + options + ", allowed are " + known);
        }
        Report report = Report.in(docs);
        if (draw) {
            report.write();
            return;
        }
        for (Bench bench : BENCHES) {
            if (options.isEmpty() || options.contains(bench.name())) {
                System.err.println(bench.name() + " ...");
                report.put(bench.run(brief));
                // after each benchmark, in case a later one fails
                report.write();
            }
        }
    }
}
