import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * Draws the pictures of docs/how-the-feed-works.md. To be run in the root of the repository:
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
        Files.writeString(folder.resolve("seam.svg"), seam());
    }

    // ---------------------------------------------------------------- the time line

    private static String timeline() {
        Drawing d = new Drawing(900, 400, "The time line of a feed",
                """
                A time line from startTime to now. The backfill sweep covers startTime to the first start, the live sweep \
                everything after it up to now minus settle. Each sweep is cut into windows, oldest first, short where there are \
                many records and long where there are few. Everything before the cursor of a sweep has been delivered.""");
        int start = 60;
        int first = 560;
        int edge = 780;
        int now = 840;

        d.text(start, 36, "start", INK, 16, true, "How far the feed has come");
        d.text(start, 58, "start", GREY, 13, false, "One window at a time is read, oldest first. Windows are short where records are dense.");

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
        d.box(306, 146, 30, 34, NOW, false);
        for (int[] planned : new int[][] { { 336, 366 }, { 366, 412 }, { 412, 486 }, { 486, first } }) {
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
        legend(d, 290, NOW, false, "being read");
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

    // ---------------------------------------------------------------- the seam

    private static final int ROW = 24;
    private static final int TOP = 132;

    private static String seam() {
        Drawing d = new Drawing(900, 500, "A row leaves between two pages",
                """
                A window of eleven rows, A the newest to K the oldest, is read in pages of five. After the first page row B leaves \
                the list and the rows below it move up. Plain offset paging asks for offset 5 and gets G to K: F is in neither page. \
                With the seam the second page is asked for at offset 4 and should begin with E. It begins with F, so rows have \
                moved, and the window is read again.""");
        List<String> before = List.of("A", "B", "C", "D", "E", "F", "G", "H", "I", "J", "K");
        List<String> after = List.of("A", "C", "D", "E", "F", "G", "H", "I", "J", "K");

        d.text(30, 36, "start", INK, 16, true, "A row leaves between two pages");
        d.text(30, 58, "start", GREY, 13, false, "One window, newest row first. Pages have 5 rows here, 20 in truth. B leaves after the first page was read.");
        d.line(450, 80, 450, 476, LINE, 1, false);

        d.text(30, 96, "start", INK, 14, true, "Plain offset paging");
        list(d, 60, before, 0, "request 1, offset 0");
        d.row(60, TOP + ROW, "B", DONE, BAD);
        list(d, 250, after, 5, "request 2, offset 5");
        d.row(250, TOP + 4 * ROW, "F", CARD, BAD);
        leaves(d, 60);
        d.text(362, TOP + 4 * ROW + 17, "start", BAD, 13, true, "F is lost");
        d.text(30, 432, "start", INK, 13, false, "Page 1 had A to E, page 2 has G to K.");
        d.text(30, 452, "start", INK, 13, false, "F moved up into the place of E, which was");
        d.text(30, 472, "start", INK, 13, false, "read already. Nothing tells the reader.");

        d.text(480, 96, "start", INK, 14, true, "With the seam");
        list(d, 510, before, 0, "request 1, offset 0");
        d.row(510, TOP + ROW, "B", DONE, BAD);
        d.row(510, TOP + 4 * ROW, "E", NOW, INK);
        list(d, 670, after, 4, "request 2, offset 4");
        d.row(670, TOP + 4 * ROW, "F", NOW, BAD);
        leaves(d, 510);
        d.text(778, TOP + 4 * ROW + 10, "start", BAD, 13, true, "not E:");
        d.text(778, TOP + 4 * ROW + 26, "start", BAD, 13, true, "rows moved");
        d.text(480, 432, "start", INK, 13, false, "The pages share one row, the seam. It should be E");
        d.text(480, 452, "start", INK, 13, false, "and is F, so the window is cut at E's second and read");
        d.text(480, 472, "start", INK, 13, false, "again. Rows that were delivered are left out.");
        return d.toString();
    }

    /** A list of rows of which five from {@code offset} on are the page that was read. */
    private static void list(Drawing d, int x, List<String> rows, int offset, String title) {
        d.text(x + 45, TOP - 10, "middle", GREY, 12, false, title);
        for (int i = 0; i < rows.size(); i++) {
            boolean read = i >= offset && i < offset + 5;
            d.row(x, TOP + i * ROW, rows.get(i), read ? DONE : CARD, LINE);
        }
        d.bracket(x - 8, TOP + offset * ROW, 5 * ROW);
    }

    private static void leaves(Drawing d, int x) {
        d.text(x + 98, TOP + ROW + 17, "start", BAD, 12, false, "leaves");
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

        void line(int x1, int y1, int x2, int y2, String colour, int width, boolean dashed) {
            add("<line x1=\"%d\" y1=\"%d\" x2=\"%d\" y2=\"%d\" stroke=\"%s\" stroke-width=\"%d\"%s/>\n",
                    x1, y1, x2, y2, colour, width, dashed ? " stroke-dasharray=\"3 4\"" : "");
        }

        void box(int x, int y, int width, int height, String fill, boolean dashed) {
            add("<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" rx=\"3\" fill=\"%s\" stroke=\"%s\"%s/>\n",
                    x + 1, y, width - 2, height, fill, dashed ? GREY : INK, dashed ? " stroke-dasharray=\"4 3\"" : "");
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
