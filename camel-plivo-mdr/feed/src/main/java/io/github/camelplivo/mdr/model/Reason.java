package io.github.camelplivo.mdr.model;

import java.util.Locale;

/** Why a feed delivers a record. */
public enum Reason {
    /** The feed reads the time of the record for the first time. */
    NEW,
    /** A recheck found the record, which Plivo did not list when the feed first read that time. */
    LATE,
    /** The feed has delivered the record before, with other content. */
    CHANGED,
    /** The feed reads the time again, and does not know whether it has delivered the record before. */
    UNKNOWN;

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
