package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.Instant;

import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.feed.window.WindowRead;
import org.jspecify.annotations.Nullable;

/** Plans the windows of a sweep from the density of earlier windows, and measures the yield of lists. */
final class WindowPlanner {

    /** Rows that a recheck waits for, so that most of its pages are full. */
    private static final int RECHECK_BATCH_ROWS = 5 * PageSource.PAGE_SIZE;
    /** Minimum number of lists that shows the yield of a long window. */
    private static final int RELIABLE_LISTS = 5;
    private static final double REMEMBERED_LISTS = 200;
    private static final int REMEMBERED_SIZES = 100;

    private final int concurrentWindows;
    private final long readAheadBytes;
    private final Duration longestWait;
    private final MovingAverageRate rowsPerSecond = MovingAverageRate.perSecond(Duration.ofHours(1));
    private final MovingAverageRate rowsPerList = new MovingAverageRate(REMEMBERED_LISTS);
    private final RangeLimit rangeLimit = new RangeLimit();
    private WindowLength length;
    private Duration recheckBatchSpan;
    private boolean busy;
    /** Of large ones of the last responses, in bytes. */
    private double pageBytes;

    /**
     * @param readAheadBytes the bytes of responses that may wait in the windows that are read at the same time
     * @param age            at which a recheck reads, {@code null} for the other sweeps
     */
    WindowPlanner(int concurrentWindows, long readAheadBytes, @Nullable Duration age) {
        this.concurrentWindows = concurrentWindows;
        this.readAheadBytes = readAheadBytes;
        this.length = WindowLength.initial(rangeLimit.limit());
        this.longestWait = age == null ? Duration.ZERO : longestWait(age);
        this.recheckBatchSpan = longestWait;
    }

    /** A quarter of the age, but no later than halfway between the age and Plivo's 90 days. */
    private static Duration longestWait(Duration age) {
        Duration quarter = age.dividedBy(4);
        Duration left = PageSource.RETENTION.minus(age).dividedBy(2);
        return left.compareTo(quarter) < 0 ? left : quarter;
    }

    /** Whether a recheck at this second that may read up to the limit finds enough to read. */
    boolean isWorthReading(Instant cursor, Instant ageLimit) {
        return !cursor.plus(recheckBatchSpan).isAfter(ageLimit);
    }

    /** Whether there is more to read from here than the next window. */
    boolean isBehind(Instant from, Instant limit) {
        return from.plus(length.length()).isBefore(limit);
    }

    Window plan(Instant from, Instant limit) {
        Duration next = busy ? length.shared(Duration.between(from, limit), concurrentWindows) : length.length();
        return new Window(from, Window.earlier(from.plus(next), limit));
    }

    /** Whether several windows are read at the same time. */
    boolean readsAhead() {
        return concurrentWindows > 1;
    }

    /** Where a window of the present length starts that ends there. */
    Instant startOfLast(Instant end) {
        return end.minus(length.length());
    }

    /** The expected size of the window's responses in bytes, with a margin. */
    long capacity(Window window) {
        return (long) (length.room(window.length()) * pageBytes);
    }

    /** The size of the responses of all windows that are read ahead, in bytes. */
    long aheadCapacity() {
        return (long) ((concurrentWindows - 1) * length.room(length.length()) * pageBytes);
    }

    /** Records the size of a response. */
    void received(int bytes) {
        pageBytes = Math.max(bytes, pageBytes - (pageBytes - bytes) / REMEMBERED_SIZES);
    }

    /** Whether the last window had so many rows that the sweep reads the next ones ahead. */
    boolean isBusy() {
        return busy;
    }

    void notBusy() {
        busy = false;
    }

    /**
     * After a long silence windows are long. One with far too many rows would prevent others from being read at the
     * same time, so the next is shorter.
     *
     * @param  part the time that the first page covers
     * @return      whether the window should be planned again
     */
    boolean isOvergrown(Window window, Duration part, int rows) {
        WindowLength shorter = length.afterFirstPage(window.length(), part, rows);
        boolean overgrown = !shorter.equals(length);
        length = shorter;
        return overgrown;
    }

    /**
     * @param longest the longest range of the window that Plivo accepted, {@code null} if it refused none for its
     *                length
     */
    void completed(Window window, WindowRead last, @Nullable Duration longest) {
        Duration read = window.length();
        int rows = last.rows();
        rangeLimit.completed(read, longest);
        length = length.withLongest(rangeLimit.limit()).withRoomFor(readAheadBytes / Math.max(1, pageBytes), concurrentWindows)
                .after(read, rows);
        busy = rows >= WindowLength.MANY_ROWS;
        rowsPerSecond.add(rows, read.toSeconds());
        if (last.lists() >= RELIABLE_LISTS) {
            rowsPerList.add(rows, last.lists());
        }
        Duration batch = rows == 0 ? longestWait : read.multipliedBy(RECHECK_BATCH_ROWS).dividedBy(rows);
        recheckBatchSpan = batch.compareTo(longestWait) < 0 ? batch : longestWait;
    }

    /**
     * Rows a second of the time line, recent average.
     *
     * @param first the read part of the current window, until a window is complete; {@code null} for none
     * @param end   where that window ends; {@code null} for none
     */
    double rowsPerSecond(@Nullable WindowRead first, @Nullable Instant end) {
        double value = rowsPerSecond.value();
        if (!Double.isNaN(value)) {
            return value;
        }
        return first != null && first.lists() >= RELIABLE_LISTS && first.remaining().isBefore(end)
                ? (double) first.rows() / Duration.between(first.remaining(), end).toSeconds() : 0;
    }

    /** Rows that a list of a long window yields, recent average; NaN until known. */
    double rowsPerList() {
        return rowsPerList.value();
    }
}
