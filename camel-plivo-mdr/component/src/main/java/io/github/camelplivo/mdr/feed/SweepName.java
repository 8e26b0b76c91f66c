package io.github.camelplivo.mdr.feed;

import java.util.Locale;

/** The passes along the time line that make up a feed. */
public enum SweepName {
    /** From the moment of the first start on. */
    LIVE,
    /** From {@code startTime} to the moment of the first start. */
    BACKFILL;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
