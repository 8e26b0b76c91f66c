package io.github.camelplivo.sqlledger;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;

/**
 * A day or a month of UTC.
 *
 * @param name such as 2026-10-31 or 2026-10
 * @param from inclusive
 * @param to   exclusive
 */
record Period(String name, Instant from, Instant to) {

    /** Two days less than Plivo lists records, because reading a month can take hours. */
    private static final Duration LATEST = Duration.ofDays(88);
    private static final int MONTH_LENGTH = "2026-10".length();

    /** @throws IllegalArgumentException if the text is neither a day nor a month */
    static Period of(String text) {
        try {
            if (text.length() == MONTH_LENGTH) {
                YearMonth month = YearMonth.parse(text);
                return new Period(text, start(month.atDay(1)), start(month.plusMonths(1).atDay(1)));
            }
            LocalDate day = LocalDate.parse(text);
            return new Period(text, start(day), start(day.plusDays(1)));
        } catch (DateTimeParseException e) {
            throw new IllegalArgumentException(
                    "'" + text + "' is neither a day nor a month; allowed are days such as 2026-10-31 and months such as 2026-10", e);
        }
    }

    private static Instant start(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /**
     * @param  age                      how long after its end the period may be closed
     * @throws IllegalArgumentException if the period is too recent, or so old that Plivo may not list all of it
     */
    void requireClosable(Instant now, Duration age) {
        if (to.plus(age).isAfter(now)) {
            throw new IllegalArgumentException(
                    "The period " + name + " cannot be closed before " + to.plus(age) + ": it ends at " + to + ", and records still"
                                               + " change afterwards. Close an earlier period, or set ledger.close-after");
        }
        if (from.isBefore(now.minus(LATEST))) {
            throw new IllegalArgumentException(
                    "The period " + name + " starts at " + from + ", more than " + LATEST.toDays() + " days ago. Plivo lists records of"
                                               + " 90 days, so a part of the period may be missing; allowed are periods that start after "
                                               + now.minus(LATEST));
        }
    }
}
