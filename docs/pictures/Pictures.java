import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Draws the pictures of docs/how-the-feed-works.md and README.md. To be run in the root of the repository:
 * {@code java docs/pictures/Pictures.java}. An argument, if any, is another folder to write to.
 */
public class Pictures {

    // a card of its own colour, so that dark and light pages make no difference
    private static final String CARD = "#fdfdfb";
    private static final String INK = "#24292f";
    private static final String GREY = "#6e7781";
    private static final String LINE = "#d0d7de";
    private static final String DONE = "#8fb8e8";
    private static final String NOW = "#f2c14e";
    private static final String YOUNG = "#e6e8eb";
    private static final String BAD = "#cf222e";

    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args.length > 0 ? args[0] : "docs/pictures");
        Files.writeString(folder.resolve("timeline.svg"), timeline());
        Files.writeString(folder.resolve("by-time.svg"), byTime());
        Files.writeString(folder.resolve("quickstart.svg"), quickstart());
    }

    // ---------------------------------------------------------------- the time line

    private static String timeline() {
        Drawing d = new Drawing(900, 400, "The time line of a feed",
                """
                A time line from startTime to now. The backfill sweep covers startTime to the first start, the live sweep \
                everything after it up to now minus settle. Each sweep is cut into windows, oldest first, short where there are \
                many records and long where there are few. Everything before the cursor of a sweep has been delivered. The window \
                at the cursor is read newest record first: what remains of it is between the cursor and the mark remaining.""");
        int start = 60;
        int first = 560;
        int edge = 780;
        int now = 840;

        d.text(start, 36, "start", INK, 16, true, "How far the feed has come");
        d.text(start, 58, "start", GREY, 13, false, "Windows follow each other, oldest first; each is read newest record first. They are short where records are dense.");

        // records
        d.text(start, 92, "start", GREY, 12, false, "records, by message_time");
        int[] records = {
                66, 90, 121, 158, 187, 216, 240, 252, 262, 268, 274, 279, 284, 289, 293, 298, 302, 307, 311, 316, 320, 325, 330, 335,
                341, 348, 357, 368, 381, 396, 414, 433, 452, 470, 489, 508, 527, 545, 566, 583, 599, 617, 634, 651, 668, 686, 703,
                721, 738, 756, 773, 787, 800, 818, 831 };
        for (int x : records) {
            d.line(x, 100, x, 114, INK, 1, false);
        }

        d.band(edge, 120, now - edge, 190, YOUNG);
        d.text((edge + now) / 2, 168, "middle", GREY, 12, false, "too");
        d.text((edge + now) / 2, 184, "middle", GREY, 12, false, "young");

        // lanes
        d.text(start, 138, "start", INK, 14, true, "backfill");
        int[] backfill = { start, 150, 238, 270, 288, 306 };
        for (int i = 0; i + 1 < backfill.length; i++) {
            d.box(backfill[i], 146, backfill[i + 1] - backfill[i], 34, DONE, false);
        }
        d.box(306, 146, 60, 34, DONE, false);
        d.box(306, 146, 38, 34, NOW, false);
        for (int[] planned : new int[][] { { 366, 412 }, { 412, 486 }, { 486, first } }) {
            d.box(planned[0], 146, planned[1] - planned[0], 34, CARD, true);
        }
        d.text(first + 8, 222, "start", INK, 14, true, "live");
        int[] live = { first, 604, 648, 692, 736 };
        for (int i = 0; i + 1 < live.length; i++) {
            d.box(live[i], 230, live[i + 1] - live[i], 34, DONE, false);
        }
        d.box(736, 230, edge - 736, 34, CARD, true);

        // cursors
        d.cursor(306, 180, "cursor");
        d.mark(344, 180, "remaining");
        d.cursor(736, 264, "cursor");

        // axis
        d.line(40, 310, 868, 310, INK, 2, false);
        d.arrow(868, 310, INK);
        tick(d, start, "start", "startTime", "24h back by default");
        tick(d, first, "middle", "first start", "of the feed, not of this process");
        tick(d, edge, "middle", "now \u2212 settle", "15 s by default");
        d.line(now, 304, now, 316, INK, 2, false);
        d.text(now + 8, 298, "middle", INK, 13, true, "now");
        for (int x : new int[] { first, edge }) {
            d.line(x, 120, x, 304, GREY, 1, true);
        }

        // legend
        legend(d, 60, DONE, false, "delivered and acknowledged");
        legend(d, 290, NOW, false, "read next");
        legend(d, 430, CARD, true, "still to be read (lengths are not fixed yet)");
        return d.toString();
    }

    private static void tick(Drawing d, int x, String anchor, String name, String note) {
        d.line(x, 304, x, 316, INK, 2, false);
        d.text(x, 334, anchor, INK, 13, true, name);
        d.text(x, 350, anchor, GREY, 12, false, note);
    }

    private static void legend(Drawing d, int x, String colour, boolean dashed, String text) {
        d.box(x, 368, 22, 16, colour, dashed);
        d.text(x + 30, 381, "start", INK, 12, false, text);
    }

    // ---------------------------------------------------------------- by offset and by time

    private static final int ROW = 24;
    private static final int TOP = 146;
    private static final int PAGE = 5;
    private static final List<String> ROWS = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K");
    private static final List<String> SECONDS
            = List.of(":58", ":51", ":47", ":43", ":40", ":40", ":33", ":27", ":20", ":12", ":05");

    private static String byTime() {
        Drawing d = new Drawing(900, 522, "A row leaves between two pages",
                """
                A window of eleven rows, A the newest to K the oldest, is read in pages of five. After the first page row B leaves \
                the list and the rows below it move up. Plain offset paging asks for offset 5 and gets G to K: F is in neither page. \
                By time, the first page has A to E, and E is of second 40. The second request asks for the window up to and with \
                second 40, from offset 0, and gets E to I. E comes again and is left out, F is there. The third asks for the window \
                up to and with second 20, that of I, and gets I to K.""");
        d.text(30, 36, "start", INK, 16, true, "A row leaves between two pages");
        d.text(30, 58, "start", GREY, 13, false,
                "A window of one minute, newest row first. Pages have 5 rows here, 20 in truth. B leaves after the first page was read.");
        d.line(420, 80, 420, 498, LINE, 1, false);

        d.text(30, 96, "start", INK, 14, true, "By offset, as plain paging does");
        title(d, 60, "request 1", "offset 0");
        list(d, 60, ROWS, 0, 0);
        d.row(60, TOP + ROW, "B", DONE, BAD);
        d.text(158, TOP + ROW + 17, "start", BAD, 12, false, "leaves");
        title(d, 230, "request 2", "offset 5");
        list(d, 230, List.of("A", "C", "D", "E", "F", "G", "H", "I", "J", "K"), 0, PAGE);
        d.row(230, TOP + 4 * ROW, "F", CARD, BAD);
        d.text(330, TOP + 4 * ROW + 17, "start", BAD, 13, true, "F is lost");
        d.text(30, 442, "start", INK, 13, false, "Page 1 had A to E, page 2 has G to K.");
        d.text(30, 462, "start", INK, 13, false, "F moved up into the place of E, which was");
        d.text(30, 482, "start", INK, 13, false, "read already. Nothing tells the reader.");

        d.text(450, 96, "start", INK, 14, true, "By time, as the feed does");
        for (int i = 0; i < ROWS.size(); i++) {
            d.text(480, TOP + i * ROW + 17, "end", GREY, 12, false, SECONDS.get(i));
        }
        int[] columns = { 514, 640, 766 };
        title(d, columns[0], "request 1", "before 12:01:00");
        list(d, columns[0], ROWS, 0, 0);
        d.row(columns[0], TOP + ROW, "B", DONE, BAD);
        title(d, columns[1], "request 2", "before 12:00:41");
        list(d, columns[1], ROWS.subList(4, 11), 4, 4);
        d.text(columns[1] + 45, TOP + ROW + 17, "middle", BAD, 12, false, "B has left");
        title(d, columns[2], "request 3", "before 12:00:21");
        list(d, columns[2], ROWS.subList(8, 11), 8, 8);
        for (int column : new int[] { columns[0], columns[1] }) {
            d.row(column, TOP + 4 * ROW, "E", NOW, INK);
        }
        for (int column : new int[] { columns[1], columns[2] }) {
            d.row(column, TOP + 8 * ROW, "I", NOW, INK);
        }
        shared(d, 454, 4, 2, columns[1] + 96);
        shared(d, 454, 8, 1, columns[2] + 96);
        d.text(columns[2] + 45, TOP + 4 * ROW + 20, "middle", INK, 12, true, "shared second");
        d.text(columns[2] + 45, TOP + 4 * ROW + 36, "middle", GREY, 12, false, "E comes twice,");
        d.text(columns[2] + 45, TOP + 4 * ROW + 52, "middle", GREY, 12, false, "F for the first time");
        d.text(450, 442, "start", INK, 13, false, "Page 1 has every row newer than E's second. What remains is");
        d.text(450, 462, "start", INK, 13, false, "the window up to and with that second. It is asked for anew");
        d.text(450, 482, "start", INK, 13, false, "at offset 0. E comes again and is left out. Nothing is lost.");
        return d.toString();
    }

    private static void title(Drawing d, int x, String request, String range) {
        d.text(x + 45, TOP - 24, "middle", INK, 12, false, request);
        d.text(x + 45, TOP - 9, "middle", GREY, 12, false, range);
    }

    /** Rows, the first of them in line {@code line}; the page that was read begins in line {@code page}. */
    private static void list(Drawing d, int x, List<String> rows, int line, int page) {
        for (int i = 0; i < rows.size(); i++) {
            boolean read = line + i >= page && line + i < page + PAGE;
            d.row(x, TOP + (line + i) * ROW, rows.get(i), read ? DONE : CARD, LINE);
        }
        d.bracket(x - 6, TOP + page * ROW, Math.min(PAGE, line + rows.size() - page) * ROW);
    }

    /** The rows of a second that two pages share. */
    private static void shared(Drawing d, int x, int line, int lines, int to) {
        d.frame(x, TOP + line * ROW, to - x, lines * ROW);
    }

    // ---------------------------------------------------------------- the quickstart in a terminal

    private static final int COLUMNS = 106;
    private static final int LINE_HEIGHT = 19;

    /** The output is that which QuickstartTest compares with the program's. */
    private static String quickstart() throws IOException {
        List<String> lines = new ArrayList<>(List.of("$ mvn -Pquickstart -pl examples/quickstart -am"));
        for (String line : Files.readAllLines(Path.of("examples/quickstart/src/test/resources/output.txt"))) {
            // as a terminal breaks a long line
            for (int from = 0; from < line.length(); from += COLUMNS) {
                lines.add(line.substring(from, Math.min(line.length(), from + COLUMNS)));
            }
        }
        Drawing d = new Drawing(900, 58 + lines.size() * LINE_HEIGHT, "The quickstart in a terminal", String.join("\n", lines));
        d.line(1, 33, 899, 33, LINE, 1, false);
        d.text(450, 22, "middle", GREY, 13, false, "the quickstart (without the lines of Maven)");
        for (int i = 0; i < lines.size(); i++) {
            d.code(20, 58 + i * LINE_HEIGHT, COLUMNS, i == 0, lines.get(i));
        }
        return d.toString();
    }

    // ---------------------------------------------------------------- SVG

    private static final class Drawing {

        private final StringBuilder svg = new StringBuilder();

        Drawing(int width, int height, String title, String description) {
            add("""
                    <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %d %d" width="%d" height="%d" role="img" \
                    aria-labelledby="title desc" font-family="Helvetica, Arial, sans-serif">
                    <title id="title">%s</title>
                    <desc id="desc">%s</desc>
                    <rect x="1" y="1" width="%d" height="%d" rx="10" fill="%s" stroke="%s"/>
                    """, width, height, width, height, title, description, width - 2, height - 2, CARD, LINE);
        }

        void text(int x, int y, String anchor, String colour, int size, boolean bold, String text) {
            add("<text x=\"%d\" y=\"%d\" text-anchor=\"%s\" fill=\"%s\" font-size=\"%d\"%s>%s</text>\n",
                    x, y, anchor, colour, size, bold ? " font-weight=\"bold\"" : "", text);
        }

        /** A line of a terminal; each letter has the same width, whichever font there is. */
        void code(int x, int y, int columns, boolean bold, String text) {
            add("<text x=\"%d\" y=\"%d\" fill=\"%s\" font-size=\"13\" font-family=\"monospace\" xml:space=\"preserve\" "
                + "textLength=\"%d\"%s>%s</text>\n",
                    x, y, INK, text.length() * 860 / columns, bold ? " font-weight=\"bold\"" : "", text);
        }

        void line(int x1, int y1, int x2, int y2, String colour, int width, boolean dashed) {
            add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"%d\"%s/>\n",
                    x1, y1, x2, y2, colour, width, dashed ? " stroke-dasharray=\"3 4\"" : "");
        }

        void box(int x, int y, int width, int height, String fill, boolean dashed) {
            add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"%s\" stroke=\"%s\"%s/>\n",
                    x + 1, y, width - 2, height, fill, dashed ? GREY : INK, dashed ? " stroke-dasharray=\"4 3\"" : "");
        }

        void frame(int x, int y, int width, int height) {
            add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"4\" fill=\"none\" stroke=\"%s\" stroke-dasharray=\"4 3\"/>\n",
                    x, y, width, height, INK);
        }

        void band(int x, int y, int width, int height, String fill) {
            add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"%s\"/>\n",
                    x, y, width, height, fill);
        }

        void row(int x, int y, String name, String fill, String stroke) {
            add("<rect x=\"%d\" y=\"%d\" width=\"90\" height=\"%d\" fill=\"%s\" stroke=\"%s\"%s/>\n",
                    x, y, ROW, fill, stroke, stroke.equals(LINE) ? "" : " stroke-width=\"2\"");
            text(x + 45, y + 17, "middle", INK, 13, false, name);
        }

        void bracket(int x, int y, int height) {
            add("<path d=\"M%d %d h-8 v%d h8\" fill=\"none\" stroke=\"%s\" stroke-width=\"2\"/>\n",
                    x, y + 2, height - 4, INK);
        }

        void cursor(int x, int y, String name) {
            add("<path d=\"M%d %d l-6 12 h12 z\" fill=\"%s\"/>\n",
                    x, y + 3, BAD);
            text(x, y + 30, "middle", BAD, 13, true, name);
        }

        void mark(int x, int y, String name) {
            add("<path d=\"M%d %d l-6 12 h12 z\" fill=\"%s\"/>\n",
                    x, y + 3, INK);
            text(x - 6, y + 30, "start", INK, 13, true, name);
        }

        void arrow(int x, int y, String colour) {
            add("<path d=\"M%d %d l-10 -5 v10 z\" fill=\"%s\"/>\n",
                    x + 8, y, colour);
        }

        /** Digits do not depend on whose machine it is. */
        private void add(String format, Object... values) {
            svg.append(String.format(Locale.ROOT, format, values));
        }

        @Override
        public String toString() {
            return svg + "</svg>\n";
        }
    }
}
