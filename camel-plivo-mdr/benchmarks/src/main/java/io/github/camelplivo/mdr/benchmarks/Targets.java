package io.github.camelplivo.mdr.benchmarks;

import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.stream.DoubleStream;

/** The targets of docs/performance.md, and whether the results reach them. The worst of several results counts. */
final class Targets {

    static final String NAME = "targets";

    private final Map<String, Table> results;
    private final List<List<Object>> rows = new ArrayList<>();

    private Targets(Map<String, Table> results) {
        this.results = results;
    }

    static Table of(Map<String, Table> results) {
        Targets targets = new Targets(results);
        targets.addRequests();
        targets.addCost();
        targets.addSpeed();
        targets.most("records lost", 0, targets.all("lost"));
        targets.most("records delivered twice", 0, targets.all("twice"));
        return new Table(NAME, List.of("figure", "target", "measured", "reached"), targets.rows);
    }

    private void addRequests() {
        String requests = Density.REQUESTS;
        Table density = table("density");
        Table bursts = table("bursts");
        most(requests + " at any density, 1 in flight", 1.08, density.only("in flight", 1).numbers(requests));
        most(requests + " at any density, 16 in flight", 1.1, density.only("in flight", 16).numbers(requests));
        most(requests + ", campaign", 1.1, bursts.only("traffic", Bursts.CAMPAIGN).numbers(requests));
        most(requests + ", records with the same time", 1.1, bursts.only("traffic", Bursts.TIES).numbers(requests));
    }

    private void addCost() {
        Table feed = table("cost").only("reader", Walk.FEED);
        Table rechecks = table("cost").only("reader", Cost.RECHECKS);
        most(Cost.CPU, 1.1, feed.numbers(Cost.CPU));
        most(Cost.CPU + ", with rechecks", 1.5, rechecks.numbers(Cost.CPU));
        most(Cost.ALLOCATED, 1.2, feed.numbers(Cost.ALLOCATED));
        most("MiB alive with 1,000,000 records, 8 in flight", 24,
                table("growth").only("records", 1_000_000).only("in flight", 8).numbers("MiB alive"));
    }

    private void addSpeed() {
        least("backlog at 50 ms, 16 in flight, times plivo-java", 13,
                table("backlog").only("latency, ms", 50).only("in flight", 16).numbers("times plivo-java"));
        Table gets = table("gets").only("reader", Walk.FEED);
        for (int threads : List.of(16, 64)) {
            least("gets a second with " + threads + " threads, times camel-http", 1,
                    gets.only("threads", threads).numbers("times camel-http"));
        }
    }

    private Table table(String name) {
        return results.getOrDefault(name, new Table(name, List.of(), List.of()));
    }

    private DoubleStream all(String column) {
        return results.values().stream().flatMapToDouble(table -> table.ofFeed().numbers(column));
    }

    private void most(String figure, double limit, DoubleStream measured) {
        OptionalDouble worst = measured.max();
        add(figure, "≤ ", limit, worst, worst.orElse(Double.NaN) <= limit);
    }

    private void least(String figure, double limit, DoubleStream measured) {
        OptionalDouble worst = measured.min();
        add(figure, "≥ ", limit, worst, worst.orElse(Double.NaN) >= limit);
    }

    private void add(String figure, String sign, double limit, OptionalDouble worst, boolean reached) {
        rows.add(List.of(
                figure, sign + shown(limit), worst.isPresent() ? shown(worst.getAsDouble()) : "not measured",
                reached ? "yes" : "no"));
    }

    private static String shown(double figure) {
        return new DecimalFormat("0.###", DecimalFormatSymbols.getInstance(Locale.ROOT)).format(figure);
    }
}
