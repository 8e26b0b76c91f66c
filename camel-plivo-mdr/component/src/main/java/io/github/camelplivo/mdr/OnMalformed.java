package io.github.camelplivo.mdr;

/** What a feed does about a row that Plivo lists, but that can never be read. */
public enum OnMalformed {
    /** Asks again, with growing pauses, and goes no further: nothing is lost, and the health check says so. */
    retry,
    /** Hands the row out as it came, after several tries, and goes on. */
    deadLetter
}
