package io.github.camelplivo.mdr.feed;

import java.time.Duration;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Objects;

import org.jspecify.annotations.Nullable;

/**
 * Identifies one of the passes along the time line that make up a feed.
 *
 * @param kind its purpose
 * @param age  the age of the records when it reads them; {@code null} unless it is a recheck
 */
public record SweepId(Kind kind, @Nullable Duration age) {

    /** The purpose of a sweep, in order of precedence. */
    public enum Kind {
        /** From the moment of the first start on: reads each record first. */
        LIVE,
        /** Reads records again at a certain age, to find those that changed or were listed late. */
        RECHECK,
        /** From {@code startTime} to the moment of the first start. */
        BACKFILL;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    public static final SweepId LIVE = new SweepId(Kind.LIVE, null);
    public static final SweepId BACKFILL = new SweepId(Kind.BACKFILL, null);

    public SweepId {
        Objects.requireNonNull(kind, "kind");
        if (kind == Kind.RECHECK != (age != null)) {
            throw new IllegalArgumentException("A recheck has an age and no other sweep has, but " + kind + " has " + age);
        }
    }

    public static SweepId recheck(Duration age) {
        return new SweepId(Kind.RECHECK, age);
    }

    /** Parses the result of {@link #toString()}. */
    static SweepId parse(String text) {
        if (text.startsWith(Kind.RECHECK + " ")) {
            try {
                return recheck(Duration.parse(text.substring(text.indexOf(' ') + 1)));
            } catch (DateTimeParseException e) {
                throw new IllegalArgumentException("'" + text + "' is not a sweep: " + e.getMessage(), e);
            }
        }
        return new SweepId(Kind.valueOf(text.toUpperCase(Locale.ROOT)), null);
    }

    /** Such as {@code live}, {@code recheck PT10M}. */
    @Override
    public String toString() {
        return age == null ? kind.toString() : kind + " " + age;
    }
}
