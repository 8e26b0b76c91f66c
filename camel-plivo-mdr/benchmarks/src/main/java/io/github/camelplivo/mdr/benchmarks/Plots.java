package io.github.camelplivo.mdr.benchmarks;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Dimension;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

import org.w3c.dom.Document;
import org.w3c.dom.Element;

import org.apache.batik.svggen.SVGGraphics2D;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogarithmicAxis;
import org.jfree.chart.axis.NumberAxis;
import org.jfree.chart.axis.ValueAxis;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.chart.text.TextUtils;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;

/** The plots of docs/performance.md and docs/operations.md. */
final class Plots {

    static final String MONTH = "month.svg";
    private static final int WIDTH = 720;
    private static final int HEIGHT = 420;
    /** Those of {@link MonthPlot}: the colours of the library are too pale. */
    private static final List<Color> COLOURS
            = List.of(new Color(0xcf222e), new Color(0x4a8ad4), new Color(0xe0a100), new Color(0x8c959f));

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
            XYPlot time = plot(logarithmic("records"), logarithmic("seconds"));
            addLines(time, growth, "reader", "");
            save(time, "Time of a backlog", "growth-time");
            XYPlot memory = plot(logarithmic("records"), linear("MiB alive"));
            addLines(memory, growth, "reader", "");
            save(memory, "Memory of a backlog, 48 MiB at most", "growth-memory");
        }
        if (tables.containsKey("backlog")) {
            XYPlot speed = plot(logarithmic("in flight"), logarithmic("times plivo-java"));
            addLines(speed, tables.get("backlog").ofFeed(), "latency, ms", " ms");
            save(speed, "Speed of plivo-mdr, by latency and requests in flight", "latency");
        }
        if (tables.containsKey("density")) {
            XYPlot density = plot(logarithmic("records a second"), linear(Density.REQUESTS));
            addLines(density, tables.get("density"), "in flight", " in flight");
            XYSeries minimum = new XYSeries("minimum");
            tables.get("density").numbers("records a second").distinct().forEach(x -> minimum.add(x, Density.MINIMUM));
            ((XYSeriesCollection) density.getDataset()).addSeries(minimum);
            save(density, "Requests of plivo-mdr, by density and requests in flight", "density");
        }
        if (tables.containsKey(Month.NAME)) {
            Files.writeString(folder.resolve(MONTH), MonthPlot.of(tables.get(Month.NAME)));
        }
    }

    /** The names of the axes are also those of the columns of the table that {@link #addLines} adds. */
    private static XYPlot plot(ValueAxis x, ValueAxis y) {
        XYLineAndShapeRenderer lines = new XYLineAndShapeRenderer();
        lines.setAutoPopulateSeriesStroke(false);
        lines.setDefaultStroke(new BasicStroke(2));
        for (int series = 0; series < COLOURS.size(); series++) {
            lines.setSeriesPaint(series, COLOURS.get(series));
        }
        XYPlot plot = new XYPlot(new XYSeriesCollection(), x, y, lines);
        plot.setBackgroundPaint(Color.WHITE);
        plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
        plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
        return plot;
    }

    private static ValueAxis logarithmic(String name) {
        // not LogAxis, which draws the outline of each letter of its labels
        LogarithmicAxis axis = new LogarithmicAxis(name);
        axis.setExpTickLabelsFlag(false);
        return axis;
    }

    private static ValueAxis linear(String name) {
        NumberAxis axis = new NumberAxis(name);
        axis.setStandardTickUnits(NumberAxis.createStandardTickUnits(Locale.ROOT));
        axis.setAutoRangeIncludesZero(false);
        return axis;
    }

    /** Adds a line for each value of the column {@code name}, named by this value and its unit. */
    private static void addLines(XYPlot plot, Table table, String name, String unit) {
        for (Object value : table.column(name).stream().distinct().toList()) {
            Table line = table.only(name, value);
            double[] xs = line.numbers(plot.getDomainAxis().getLabel()).toArray();
            double[] ys = line.numbers(plot.getRangeAxis().getLabel()).toArray();
            XYSeries series = new XYSeries(value + unit);
            for (int i = 0; i < ys.length; i++) {
                // a logarithmic axis cannot show zero, and memory of zero was not sampled
                if (ys[i] > 0) {
                    series.add(xs[i], ys[i]);
                }
            }
            if (!series.isEmpty()) {
                ((XYSeriesCollection) plot.getDataset()).addSeries(series);
            }
        }
    }

    private void save(XYPlot plot, String title, String name) throws IOException {
        if (plot.getSeriesCount() == 0) {
            return;
        }
        JFreeChart chart = new JFreeChart(title, new Font(Font.SANS_SERIF, Font.BOLD, 16), plot, true);
        // a background of its own, so that dark and light pages make no difference
        chart.setBackgroundPaint(new Color(0xfdfdfb));
        // the default draws the outline of each letter of a vertical text, which is large
        TextUtils.setUseDrawRotatedStringWorkaround(false);
        SVGGraphics2D svg = new SVGGraphics2D(emptySvg());
        svg.setSVGCanvasSize(new Dimension(WIDTH, HEIGHT));
        chart.draw(svg, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
        Element root = svg.getRoot();
        root.setAttribute("viewBox", "0 0 %d %d".formatted(WIDTH, HEIGHT));
        try (Writer file = Files.newBufferedWriter(folder.resolve(name + ".svg"))) {
            svg.stream(root, file, false, false);
        }
    }

    private static Document emptySvg() {
        try {
            return DocumentBuilderFactory.newInstance().newDocumentBuilder().getDOMImplementation()
                    .createDocument(SVGGraphics2D.SVG_NAMESPACE_URI, "svg", null);
        } catch (ParserConfigurationException e) {
            throw new IllegalStateException("Java has a parser of XML", e);
        }
    }
}
