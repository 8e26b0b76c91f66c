package io.github.camelplivo.mdr.benchmarks;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Measures, and writes the results, the plots and the tables of docs/performance.md. Arguments: the folder of the
 * documentation, {@code --brief} to show only that everything works, and the names of some benches, if not all.
 */
public final class Benchmarks {

    private static final List<Bench> BENCHES
            = List.of(new Backlog(), new Density(), new MovingList(), new Budget(), new Growth(), new Cost(),
                    new Gets(), new Rereads(), new StartUp());

    private Benchmarks() {
    }

    static Set<String> names() {
        return BENCHES.stream().map(Bench::name).collect(Collectors.toCollection(TreeSet::new));
    }

    public static void main(String[] arguments) throws Exception {
        List<String> options = new ArrayList<>(Arrays.asList(arguments));
        boolean brief = options.remove("--brief");
        Path docs = Path.of(options.remove(0));
        Set<String> known = names();
        if (!known.containsAll(options)) {
            throw new IllegalArgumentException("There are the benches " + known + ", but not all of " + options);
        }
        Report report = Report.in(docs);
        for (Bench bench : BENCHES) {
            if (options.isEmpty() || options.contains(bench.name())) {
                System.err.println(bench.name() + " ...");
                report.put(bench.run(brief));
                // whatever happens to the next one
                report.write();
            }
        }
    }
}
