package io.github.camelplivo.mdr.benchmarks;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.infra.BenchmarkParams;

/** The JMH benchmark of {@link Gets}, which sets its parameters. */
@State(Scope.Benchmark)
public class GetBenchmark {

    /** A {@link Plivo.Address} as JSON. */
    @Param("")
    public String plivo;
    /** A {@link Getter.Way}. */
    @Param("")
    public String way;

    private final List<String> uuids = new ArrayList<>();
    private Getter getter;

    @Setup
    public void open(BenchmarkParams run) throws Exception {
        Plivo.Address address = Child.JSON.readValue(plivo, Plivo.Address.class);
        // a few are enough, because the simulator finds all records equally fast
        Plivo.Address few = address.first(Duration.ofMinutes(3));
        Walk.BARE.run(Reader.Task.of(few, Walk.BARE), uuids::add).close();
        getter = Getter.Way.valueOf(way).open(address, run.getThreads());
    }

    @TearDown
    public void close() {
        getter.close();
    }

    @Benchmark
    public Object get() throws Exception {
        return getter.get(uuids.get(ThreadLocalRandom.current().nextInt(uuids.size())));
    }
}
