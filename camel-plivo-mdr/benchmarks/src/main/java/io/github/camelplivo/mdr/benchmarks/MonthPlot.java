package io.github.camelplivo.mdr.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The plot of {@link Month}: for each age, a bar for each kind of finding. Its letters are text, so that it is small
 * and the same on each machine, and it has a background of its own, so that dark and light pages make no difference.
 */
final class MonthPlot {

    private static final int WIDTH = 860;
    private static final int HEIGHT = 410;
    private static final int LEFT = 80;
    private static final int BOTTOM = 350;
    private static final int TOP = 70;
    /** The exponents of 10 at the bottom and the top of the logarithmic axis; a bar of 1 must be visible. */
    private static final double LOWEST = -0.3;
    private static final double HIGHEST = 4;
    private static final int BAR = 22;
    private static final int GROUP = 110;

    private static final List<Map.Entry<String, String>> COLOURS = List.of(
            Map.entry(Month.LATE, "#cf222e"), Map.entry(Month.STATE, "#4a8ad4"), Map.entry(Month.PRICE, "#e0a100"),
            Map.entry(Month.OTHER, "#8c959f"));

    private final StringBuilder svg = new StringBuilder();

    private MonthPlot() {
    }

    /** The SVG of a table of {@link Month}. */
    static String of(Table month) {
        return new MonthPlot().draw(month);
    }

    private String draw(Table month) {
        String title = "Records that each age of recheckAfter found in a simulated month";
        add("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" role=\"img\" font-family=\"sans-serif\">\n", WIDTH,
                HEIGHT);
        add("<title>%s</title>\n", title);
        add("<rect width=\"%d\" height=\"%d\" rx=\"8\" fill=\"#fdfdfb\" stroke=\"#d0d7de\"/>\n", WIDTH, HEIGHT);
        text(LEFT, 32, "start", 16, title);
        drawLegend();
        drawScale();
        List<Object> ages = month.column(Month.AGE);
        for (int age = 0; age < ages.size(); age++) {
            text(LEFT + age * GROUP + GROUP / 2, BOTTOM + 22, "middle", 13, ages.get(age).toString());
            for (int kind = 0; kind < COLOURS.size(); kind++) {
                long found = (long) month.numbers(COLOURS.get(kind).getKey()).toArray()[age];
                drawBar(LEFT + age * GROUP + 11 + kind * BAR, found, COLOURS.get(kind).getValue());
            }
        }
        text(LEFT + (WIDTH - LEFT) / 2, HEIGHT - 20, "middle", 13,
                "age of the records at the recheck (m minutes, h hours, d days)");
        return svg + "</svg>\n";
    }

    private void drawLegend() {
        for (int kind = 0; kind < COLOURS.size(); kind++) {
            int x = LEFT + kind * 120;
            rect(x, 44, 12, 12, COLOURS.get(kind).getValue());
            text(x + 18, 55, "start", 13, COLOURS.get(kind).getKey());
        }
    }

    private void drawScale() {
        for (int exponent = 0; exponent <= HIGHEST; exponent++) {
            int y = y(exponent);
            add("<path d=\"M%d %dH%d\" stroke=\"#d0d7de\"/>\n", LEFT, y, WIDTH - 10);
            text(LEFT - 8, y + 4, "end", 12, number(Math.round(Math.pow(10, exponent))));
        }
        add("<path d=\"M%d %dH%d\" stroke=\"#24292f\"/>\n", LEFT, BOTTOM, WIDTH - 10);
        add("<g transform=\"translate(24 %d) rotate(-90)\">\n", (TOP + BOTTOM) / 2);
        text(0, 0, "middle", 13, "records found, logarithmic");
        add("</g>\n");
    }

    /** None found has no bar, but a number. */
    private void drawBar(int x, long found, String colour) {
        int y = found == 0 ? BOTTOM : y(Math.log10(found));
        if (found > 0) {
            rect(x, y, BAR - 2, BOTTOM - y, colour);
        }
        text(x + BAR / 2 - 1, y - 4, "middle", 9, number(found));
    }

    private static int y(double exponent) {
        return (int) Math.round(BOTTOM - (BOTTOM - TOP) * (exponent - LOWEST) / (HIGHEST - LOWEST));
    }

    private void rect(int x, int y, int width, int height, String colour) {
        add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n", x, y, width, height, colour);
    }

    private void text(int x, int y, String anchor, int size, String text) {
        add("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" font-size=\"%d\" fill=\"#24292f\">%s</text>\n", x, y, anchor, size,
                text);
    }

    /** Digits do not depend on whose machine it is. */
    private void add(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values));
    }

    private static String number(long number) {
        return String.format(Locale.ROOT, "%,d", number);
    }
}
