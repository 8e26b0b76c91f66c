package io.github.camelplivo.mdr.model;

import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

import static org.assertj.core.api.Assertions.assertThat;

/** The forms of a time, each as one pattern: what it matches is a time, and nothing else. */
class PlivoTimePropertyTest {

    private static final Pattern TIME
            = Pattern.compile("(\\d{4})-(\\d{2})-(\\d{2})([ T])(\\d{2}):(\\d{2})(?::(\\d{2})(?:\\.(\\d{1,9}))?)?"
                              + "(Z|([+-])(\\d{2})(?::?(\\d{2}))?)?");

    @Property(tries = 20_000)
    void readsTimesByThePattern(@ForAll("times") String text) {
        Matcher time = TIME.matcher(text);
        boolean matches = time.matches();

        assertThat(PlivoTime.parse(text))
                .isEqualTo(matches && time.group(7) != null && time.group(9) != null ? value(time) : null);
        OffsetDateTime filter = matches && (time.group(9) != null || time.group(4).equals(" ")) ? value(time) : null;
        assertThat(filter(text)).isEqualTo(filter);
    }

    @Property(tries = 5_000)
    void readsTheSameInstantAmongOtherBytes(@ForAll("times") String text) {
        byte[] json = ("\"" + text + "\"").getBytes(StandardCharsets.UTF_8);
        OffsetDateTime time = PlivoTime.parse(text);

        assertThat(PlivoTime.instant(json, 1, json.length - 1)).isEqualTo(time == null ? null : time.toInstant());
    }

    private static OffsetDateTime filter(String text) {
        try {
            OffsetDateTime time = PlivoTime.parseFilter(text).atOffset(ZoneOffset.UTC);
            Matcher matcher = TIME.matcher(text);
            return matcher.matches() ? time.withOffsetSameInstant(offset(matcher)) : time;
        } catch (IllegalArgumentException e) {
            return null;
        }
    }

    private static OffsetDateTime value(Matcher time) {
        try {
            String fraction = time.group(8) == null ? "0" : (time.group(8) + "00000000").substring(0, 9);
            return OffsetDateTime.of(number(time, 1), number(time, 2), number(time, 3), number(time, 5), number(time, 6),
                    number(time, 7), Integer.parseInt(fraction), offset(time));
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static ZoneOffset offset(Matcher time) {
        int sign = "-".equals(time.group(10)) ? -1 : 1;
        return ZoneOffset.ofHoursMinutes(sign * number(time, 11), sign * number(time, 12));
    }

    private static int number(Matcher time, int group) {
        return time.group(group) == null ? 0 : Integer.parseInt(time.group(group));
    }

    @Provide
    Arbitrary<String> times() {
        Arbitrary<String> dates
                = Arbitraries.of("2021-07-13", "0000-02-29", "2023-02-29", "2021-13-01", "21-07-13", "٢٠٢١-07-13");
        Arbitrary<String> separators = Arbitraries.of(" ", "T", "", "t", "  ");
        Arbitrary<String> clocks
                = Arbitraries.of("13:04", "13:04:06", "23:59:60", "24:00:00", "3:04:06", "13:04:6", "13:04:", "13.04");
        Arbitrary<String> fractions = Arbitraries.oneOf(
                Arbitraries.just(""), Arbitraries.strings().numeric().ofMaxLength(10).map(digits -> "." + digits),
                Arbitraries.of(",5", ".x", ". 1"));
        Arbitrary<String> zones = Arbitraries.of(
                "", "Z", "z", "+05:30", "-08", "+0530", "-00:00", "+18:00", "+18:01", "-18:00", "-17:45", "+00:75", "+19:00",
                "+05:60", "+5", "+05:3", "+05:",
                "+",
                " +05:30", "+05:30 ", "ZZ", "+05:30:00", "+٠٥");
        Arbitrary<String> usual = Combinators.combine(dates, separators, clocks, fractions, zones)
                .as((date, separator, clock, fraction, zone) -> date + separator + clock + fraction + zone);
        Arbitrary<String> damaged
                = Combinators.combine(usual, Arbitraries.integers().between(0, 40), Arbitraries.chars().ascii())
                        .as((text, place, c) -> place < text.length()
                                ? text.substring(0, place) + c + text.substring(place + 1)
                                : text.substring(0, text.length() - 1));
        return Arbitraries.oneOf(usual, usual, damaged, Arbitraries.strings().withChars("0123456789-: T.+Z").ofMaxLength(30));
    }
}
