package io.github.camelplivo.mdr;

/** How a feed handles a row that Plivo lists, but that the feed can never read. */
public enum OnMalformed {
    /**
     * Requests its stretch of time again with increasing pauses; the feed continues after it, and the health check is
     * DOWN.
     */
    retry,
    /** Delivers the row as bytes after several attempts, and continues. */
    deadLetter
}
