package io.github.camelplivo.mdr.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler.LegendPosition;

/** The plots of docs/performance.md. */
final class Plots {

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
            draw(growth, chart("Time of a backlog", "records", "seconds", true), "records", "seconds", "reader", "growth-time");
            draw(growth, chart("Memory of a backlog, 48 MiB at most", "records", "MiB alive", false), "records", "MiB alive",
                    "reader", "growth-memory");
        }
        if (tables.containsKey("backlog")) {
            Table feed = tables.get("backlog").only("reader", Walk.FEED.toString());
            draw(feed, chart("Speed of plivo-mdr, by latency in ms", "requests in flight", "times plivo-java", true),
                    "in flight",
                    "times plivo-java", "latency, ms", "latency");
        }
    }

    private static XYChart chart(String title, String x, String y, boolean logarithmic) {
        XYChart chart = new XYChartBuilder().width(720).height(420).title(title).xAxisTitle(x).yAxisTitle(y).build();
        chart.getStyler().setXAxisLogarithmic(true).setYAxisLogarithmic(logarithmic)
                .setLegendPosition(LegendPosition.OutsideE);
        return chart;
    }

    private void draw(Table table, XYChart chart, String x, String y, String series, String name) throws IOException {
        Map<String, List<List<Double>>> lines = new LinkedHashMap<>();
        List<Object> names = table.column(series);
        List<Object> xs = table.column(x);
        List<Object> ys = table.column(y);
        for (int i = 0; i < names.size(); i++) {
            double value = ((Number) ys.get(i)).doubleValue();
            // a logarithmic axis cannot show it
            if (value > 0) {
                List<List<Double>> line
                        = lines.computeIfAbsent(names.get(i).toString(), n -> List.of(new ArrayList<>(), new ArrayList<>()));
                line.get(0).add(((Number) xs.get(i)).doubleValue());
                line.get(1).add(value);
            }
        }
        lines.forEach((line, points) -> chart.addSeries(line, points.get(0), points.get(1)));
        if (!lines.isEmpty()) {
            VectorGraphicsEncoder.saveVectorGraphic(chart, folder.resolve(name).toString(), VectorGraphicsFormat.SVG);
        }
    }
}
