package io.github.camelplivo.mdr.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** The plots of docs/performance.md and docs/operations.md. */
final class Plots {

    static final String MONTH = "month.svg";

    private final Path folder;

    Plots(Path folder) {
        this.folder = folder;
    }

    /** Draws the plots for which there are results. */
    void draw(Map<String, Table> tables) throws IOException {
        Files.createDirectories(folder);
        if (tables.containsKey("growth")) {
            // a reader that was stopped has no time
            Table growth = tables.get("growth").only("how it ended", Reader.READ_EVERYTHING);
            XYChart time = chart("Time of a backlog", "records", "seconds", true);
            addLines(time, growth, "reader", "");
            save(time, "growth-time");
            XYChart memory = chart("Memory of a backlog, 48 MiB at most", "records", "MiB alive", false);
            addLines(memory, growth, "reader", "");
            save(memory, "growth-memory");
        }
        if (tables.containsKey("backlog")) {
            XYChart speed
                    = chart("Speed of plivo-mdr, by latency and requests in flight", "in flight", "times plivo-java", true);
            addLines(speed, tables.get("backlog").ofFeed(), "latency, ms", " ms");
            save(speed, "latency");
        }
        if (tables.containsKey("density")) {
            XYChart density = chart("Requests of plivo-mdr, by density and requests in flight", "records a second",
                    Density.REQUESTS, false);
            addLines(density, tables.get("density"), "in flight", " in flight");
            double[] densities = tables.get("density").numbers("records a second").sorted().distinct().toArray();
            double[] minimum = Arrays.stream(densities).map(any -> Density.MINIMUM).toArray();
            density.addSeries("minimum", densities, minimum).setMarker(SeriesMarkers.NONE);
            save(density, "density");
        }
        if (tables.containsKey(Month.NAME)) {
            Files.writeString(folder.resolve(MONTH), MonthPlot.of(tables.get(Month.NAME)));
        }
    }

    /** @param x and {@code y} the names of the axes, and of the columns of the table that {@link #addLines} adds */
    private static XYChart chart(String title, String x, String y, boolean logarithmic) {
        XYChart chart = new XYChartBuilder().width(720).height(420).title(title).xAxisTitle(x).yAxisTitle(y).build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(logarithmic)
                .setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    /** Adds a line for each value of the column {@code series}, named by this value and its unit. */
    private static void addLines(XYChart chart, Table table, String series, String unit) {
        for (Object value : table.column(series).stream().distinct().toList()) {
            Table line = table.only(series, value);
            double[] xs = line.numbers(chart.getXAxisTitle()).toArray();
            double[] ys = line.numbers(chart.getYAxisTitle()).toArray();
            // a logarithmic axis cannot show zero, and memory of zero was not sampled
            int[] points = IntStream.range(0, ys.length).filter(i -> ys[i] > 0).toArray();
            if (points.length > 0) {
                chart.addSeries(value + unit, IntStream.of(points).mapToDouble(i -> xs[i]).toArray(),
                        IntStream.of(points).mapToDouble(i -> ys[i]).toArray());
            }
        }
    }

    private void save(XYChart chart, String name) throws IOException {
        if (!chart.getSeriesMap().isEmpty()) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, folder.resolve(name).toString(), VectorGraphicsFormat.SVG);
        }
    }
}
