package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.core.JsonProcessingException;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.profile.GCProfiler;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The speed of fetching single records, for several numbers of threads. */
final class Gets implements Bench {

    private static final int RECORDS = 2000;
    /** Interleaves the ways: JMH itself would run all forks of one way before the next. */
    private static final int ROUNDS = 3;

    /** The results of two forks for a way: one measured throughput, one sampled times. */
    private record Measured(double perSecond, double p50, double p99, double kilobytes) {
    }

    @Override
    public String name() {
        return "gets";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        try (Plivo plivo = Plivo.start(Plivo.Setup.backlog(RECORDS))) {
            for (int threads : brief ? List.of(16) : List.of(1, 16, 64)) {
                List<Map<Getter.Way, Measured>> rounds = new ArrayList<>();
                for (int i = 0; i < (brief ? 1 : ROUNDS); i++) {
                    rounds.add(round(plivo.address(), threads, brief));
                }
                for (Getter.Way way : Getter.Way.values()) {
                    rows.add(row(threads, way, rounds));
                }
            }
        }
        return new Table(
                name(),
                List.of("threads", "reader", "gets a second", "times camel-http", "p50 ms", "p99 ms", "KB allocated a get"),
                rows);
    }

    private static Map<Getter.Way, Measured> round(Plivo.Address plivo, int threads, boolean brief) {
        Map<Getter.Way, Measured> figures = new EnumMap<>(Getter.Way.class);
        for (Getter.Way way : Getter.Way.values()) {
            figures.put(way, measure(plivo, way, threads, brief));
        }
        return figures;
    }

    private static Measured measure(Plivo.Address plivo, Getter.Way way, int threads, boolean brief) {
        try {
            ChainedOptionsBuilder options = new OptionsBuilder().include(GetBenchmark.class.getName())
                    .param("plivo", Child.JSON.writeValueAsString(plivo)).param("way", way.name())
                    .threads(threads)
                    .mode(Mode.Throughput).mode(Mode.SampleTime).timeUnit(TimeUnit.SECONDS)
                    .addProfiler(GCProfiler.class)
                    // Plivo's measured client writes times in the zone of the JVM
                    .jvmArgsAppend("-Duser.timezone=UTC")
                    .forks(brief ? 0 : 1)
                    .warmupIterations(brief ? 0 : 2).warmupTime(TimeValue.seconds(2))
                    .measurementIterations(brief ? 1 : 3).measurementTime(TimeValue.seconds(brief ? 1 : 2))
                    .shouldFailOnError(true).verbosity(VerboseMode.SILENT);
            return figures(new Runner(options.build()).run());
        } catch (JsonProcessingException | RunnerException e) {
            throw new IllegalStateException(way + " with " + threads + " threads could not be measured", e);
        }
    }

    private static Measured figures(Collection<RunResult> results) {
        RunResult throughput = of(Mode.Throughput, results);
        RunResult samples = of(Mode.SampleTime, results);
        return new Measured(
                throughput.getPrimaryResult().getScore(),
                samples.getPrimaryResult().getStatistics().getPercentile(50) * 1000,
                samples.getPrimaryResult().getStatistics().getPercentile(99) * 1000,
                throughput.getSecondaryResults().get("gc.alloc.rate.norm").getScore() / 1000);
    }

    private static RunResult of(Mode mode, Collection<RunResult> results) {
        return results.stream().filter(result -> result.getParams().getMode() == mode).findFirst().orElseThrow();
    }

    private static List<Object> row(int threads, Getter.Way way, List<Map<Getter.Way, Measured>> rounds) {
        List<Measured> measured = rounds.stream().map(round -> round.get(way)).toList();
        double times = Figures.times(
                measured.stream().map(Measured::perSecond).toList(),
                rounds.stream().map(round -> round.get(Getter.Way.ROUTE).perSecond()).toList());
        return List.of(
                (long) threads, way.toString(), Figures.median(measured.stream().map(Measured::perSecond).toList()), times,
                Figures.median(measured.stream().map(Measured::p50).toList()),
                Figures.median(measured.stream().map(Measured::p99).toList()),
                Figures.median(measured.stream().map(Measured::kilobytes).toList()));
    }
}
