package io.github.camelplivo.mdr.feed;

import java.time.Duration;

/** Rows a second along the time line, in which what was read an hour before counts for about a third. */
final class Density {

    private static final double MEMORY_SECONDS = Duration.ofHours(1).toSeconds();

    private double rows;
    private double seconds;

    void add(Duration read, int found) {
        double kept = Math.exp(-read.toSeconds() / MEMORY_SECONDS);
        rows = rows * kept + found;
        seconds = seconds * kept + read.toSeconds();
    }

    /** 0 as long as nothing was read. */
    double rowsPerSecond() {
        return seconds == 0 ? 0 : rows / seconds;
    }
}
