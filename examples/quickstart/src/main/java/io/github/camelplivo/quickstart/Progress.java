package io.github.camelplivo.quickstart;

import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

import io.github.camelplivo.mdr.PlivoMdrConstants;
import io.github.camelplivo.mdr.PlivoMdrConsumer;
import io.github.camelplivo.mdr.feed.FeedProgress;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.Body;
import org.apache.camel.Header;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.Main;
import org.apache.camel.main.MainListenerSupport;

/** Prints the progress of the route, and ends the program when the feed has ended. */
public final class Progress extends MainListenerSupport {

    private static final Duration PERIOD = Duration.ofSeconds(2);
    /** Before this time an estimate is too uncertain. */
    private static final Duration UNSURE = Duration.ofSeconds(10);

    private final PrintStream out;
    private final boolean inPlace;
    private final Duration settle;
    /** When the last records are old enough to be read. */
    private final Instant settled;
    private final ScheduledExecutorService ticker = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "progress");
        thread.setDaemon(true);
        return thread;
    });
    private Main main;
    private PlivoMdrConsumer consumer;
    private Instant started;
    private FeedProgress first;
    private FeedProgress now;
    /** The end of the window of the last page of the backfill. */
    private Instant windowEnd = Instant.MIN;
    private Instant oldest;
    private long records;
    private long pages;
    private long requests;
    private int width;

    Progress(PrintStream out, boolean inPlace, Duration settle, Instant end) {
        this.out = out;
        this.inPlace = inPlace;
        this.settle = settle;
        this.settled = end.plus(settle);
    }

    /** The last step of the route. */
    public synchronized void delivered(
            @Body List<MessageDetailRecord> page, @Header(PlivoMdrConstants.SWEEP) String sweep,
            @Header(PlivoMdrConstants.WINDOW_END) Instant end) {
        records += page.size();
        pages++;
        OffsetDateTime time = page.get(page.size() - 1).getMessageTime();
        if ("backfill".equals(sweep) && time != null) {
            windowEnd = end;
            oldest = time.toInstant();
        }
    }

    @Override
    public void afterStart(BaseMainSupport running) {
        main = (Main) running;
        consumer = (PlivoMdrConsumer) main.getCamelContext().getRoute("quickstart").getConsumer();
        started = Instant.now();
        first = consumer.getProgress();
        ticker.scheduleAtFixedRate(this::tick, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void beforeStop(BaseMainSupport stopping) {
        ticker.shutdown();
        sample();
    }

    @Override
    public void afterStop(BaseMainSupport stopped) {
        if (inPlace) {
            out.println();
        }
    }

    private void tick() {
        sample();
        print();
        if (isFinished()) {
            main.completed();
        }
    }

    private synchronized void sample() {
        try {
            FeedProgress latest = consumer.getProgress();
            now = latest == null ? now : latest;
            requests = consumer.getEndpoint().getRequests();
        } catch (Exception e) {
            throw new IllegalStateException("The endpoint is open as long as the route runs", e);
        }
    }

    /** Whether the feed has delivered everything up to its endTime. */
    synchronized boolean isFinished() {
        return now != null && now.finished();
    }

    private synchronized void print() {
        String line = counts() + ", " + (requests > 0 && isWaiting(now) ? waiting(Instant.now()) : backfill());
        width = Math.max(width, line.length());
        // a shorter line has to cover the longer one before it
        String padded = String.format("%-" + width + "s", line);
        out.print(inPlace ? "\r" + padded : line + System.lineSeparator());
        out.flush();
    }

    private synchronized String counts() {
        return String.format(Locale.ROOT, "%,d records, %,d pages, %,d requests", records, pages, requests);
    }

    /** Whether the feed has read all records that are old enough. */
    static boolean isWaiting(FeedProgress progress) {
        return !progress.finished() && !progress.backfill().hasWork() && !progress.live().hasWork();
    }

    String waiting(Instant now) {
        Duration left = Duration.between(now, settled);
        return "all records older than " + text(settle) + " are read; waiting for the newest to settle, "
               + text(left.isNegative() ? Duration.ZERO : left) + " left";
    }

    private String backfill() {
        if (now.backfill().finished()) {
            return "backfill done";
        }
        Duration whole = Duration.between(first.backfill().cursor(), now.backfill().end());
        Duration done = Duration.between(first.backfill().cursor(), now.backfill().cursor());
        if (windowEnd.isAfter(now.backfill().cursor())) {
            // the pages of a window are delivered newest first
            done = done.plus(Duration.between(oldest, windowEnd));
        }
        double part = (double) done.toSeconds() / whole.toSeconds();
        String text = String.format(Locale.ROOT, "backfill %d %%", (int) (100 * part));
        Duration elapsed = Duration.between(started, Instant.now());
        if (part == 0 || elapsed.compareTo(UNSURE) < 0) {
            return text;
        }
        return text + ", about " + text(Duration.ofSeconds((long) (elapsed.toSeconds() * (1 - part) / part))) + " to go";
    }

    String summary() {
        return counts() + " in " + text(Duration.between(started, Instant.now()));
    }

    private static String text(Duration duration) {
        if (duration.compareTo(Duration.ofMinutes(2)) < 0) {
            return duration.toSeconds() + " s";
        }
        return duration.compareTo(Duration.ofHours(2)) < 0 ? duration.toMinutes() + " min" : duration.toHours() + " h";
    }
}
