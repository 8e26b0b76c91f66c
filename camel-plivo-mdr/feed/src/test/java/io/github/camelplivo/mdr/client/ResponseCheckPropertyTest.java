package io.github.camelplivo.mdr.client;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Label;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Correct responses pass, with any rounding; responses to other requests do not. A list in memory is Plivo, and the
 * times are microseconds since {@link #START}.
 */
class ResponseCheckPropertyTest {

    private static final Instant START = Instant.parse("2026-11-20T00:00:00Z");
    private static final long SECOND = 1_000_000;
    private static final long MINUTE = 60 * SECOND;

    /** The ways in which a server may round fractions of a second. */
    enum Rounding {
        NONE,
        DOWN,
        UP,
        HALF;

        long apply(long micros) {
            return switch (this) {
                case NONE -> micros;
                case DOWN -> Math.floorDiv(micros, SECOND) * SECOND;
                case UP -> -Math.floorDiv(-micros, SECOND) * SECOND;
                case HALF -> Math.floorDiv(micros + SECOND / 2, SECOND) * SECOND;
            };
        }
    }

    enum Lower {
        GT,
        GTE
    }

    enum Upper {
        LT,
        LTE
    }

    @Property(tries = 5000)
    @Label("an honest page of a range never contradicts")
    void honestRange(
            @ForAll @Size(max = 60) List<@LongRange(min = 0, max = MINUTE) Long> times,
            @ForAll @LongRange(max = MINUTE) long from,
            @ForAll @LongRange(max = MINUTE) long length, @ForAll boolean wholeSeconds, @ForAll Lower lower,
            @ForAll Upper upper,
            @ForAll Rounding ofRows, @ForAll Rounding ofBounds, @ForAll Rounding shown, @ForAll boolean lowerInclusive,
            @ForAll boolean upperInclusive, @ForAll @IntRange(min = -12, max = 13) int zone) {
        long first = wholeSeconds ? from / SECOND * SECOND : from;
        long last = first + (wholeSeconds ? length / SECOND * SECOND : length);
        MessageQuery query = MessageQuery.builder().filter("message_time__" + lower.name().toLowerCase(), filter(first))
                .filter("message_time__" + upper.name().toLowerCase(), filter(last)).build();
        List<Long> rows = times.stream().filter(time -> {
            long row = ofRows.apply(time);
            long low = ofBounds.apply(first);
            long high = ofBounds.apply(last);
            return (lowerInclusive ? row >= low : row > low) && (upperInclusive ? row <= high : row < high);
        }).toList();

        Mismatch mismatch = ResponseCheck.list(query).mismatch(page(rows, shown, zone));

        assertThat(mismatch).satisfiesAnyOf(m -> assertThat(m).isNull(), m -> assertThat(m.certain()).isFalse());
    }

    @Property
    @Label("an honest page for an exact time never contradicts")
    void honestExactTime(
            @ForAll @LongRange(max = MINUTE) long time, @ForAll Rounding ofRows, @ForAll Rounding ofBounds,
            @ForAll Rounding shown, @ForAll @Size(max = 30) List<@LongRange(max = MINUTE) Long> times) {
        List<Long> rows = new ArrayList<>(times);
        rows.add(time);
        rows.removeIf(row -> ofRows.apply(row) != ofBounds.apply(time));
        MessageQuery query = MessageQuery.builder().filter("message_time", filter(time)).build();

        Mismatch mismatch = ResponseCheck.list(query).mismatch(page(rows, shown, 0));

        assertThat(mismatch).satisfiesAnyOf(m -> assertThat(m).isNull(), m -> assertThat(m.certain()).isFalse());
    }

    @Property
    @Label("an exact server is never doubted")
    void exactServer(
            @ForAll @Size(max = 60) List<@LongRange(max = MINUTE) Long> times, @ForAll @LongRange(max = MINUTE) long from,
            @ForAll @LongRange(max = MINUTE) long length) {
        List<Long> rows = times.stream().filter(time -> time >= from && time < from + length).toList();

        assertThat(ResponseCheck.list(window(from, from + length)).mismatch(page(rows, Rounding.NONE, 0))).isNull();
    }

    @Property
    @Label("rows of a window two seconds away or more always contradict")
    void anotherWindow(
            @ForAll @Size(min = 1, max = 30) List<@LongRange(max = MINUTE) Long> times,
            @ForAll @LongRange(min = 3 * SECOND, max = MINUTE) long distance, @ForAll boolean later,
            @ForAll @LongRange(max = 10 * SECOND) long length) {
        long from = later ? MINUTE + distance : -distance - length;

        assertThat(ResponseCheck.list(window(from, from + length)).mismatch(page(times, Rounding.NONE, 0)))
                .isNotNull().extracting(Mismatch::certain).isEqualTo(true);
    }

    @Property
    @Label("rows of the neighbouring window are at least doubted")
    void neighbouringWindow(
            @ForAll @Size(min = 1, max = 30) List<@LongRange(max = MINUTE - 1) Long> times, @ForAll boolean later,
            @ForAll @LongRange(min = SECOND, max = MINUTE) long length) {
        long from = later ? MINUTE : -(length / SECOND * SECOND);
        long to = later ? MINUTE + length : 0;

        assertThat(ResponseCheck.list(window(from, to)).mismatch(page(times, Rounding.NONE, 0))).isNotNull();
    }

    @Property
    @Label("a gateway that drops a time filter is found as soon as a row shows it")
    void droppedTimeFilter(
            @ForAll @Size(min = 1, max = 60) List<@LongRange(max = MINUTE) Long> times,
            @ForAll @LongRange(min = 5 * SECOND, max = 50 * SECOND) long from, @ForAll boolean dropsLower,
            @ForAll boolean dropsUpper) {
        long to = from + 2 * SECOND;
        List<Long> newest = times.stream().filter(time -> dropsLower || time >= from).filter(time -> dropsUpper || time < to)
                .sorted(Comparator.reverseOrder()).limit(20).toList();
        Assume.that(newest.stream().anyMatch(time -> time < from - 2 * SECOND || time > to + 2 * SECOND));

        assertThat(ResponseCheck.list(window(from, to)).mismatch(page(newest, Rounding.NONE, 0)))
                .isNotNull().extracting(Mismatch::certain).isEqualTo(true);
    }

    @Property
    @Label("a gateway that drops the direction is found as soon as a row shows it")
    void droppedDirection(@ForAll @Size(min = 1, max = 20) List<Boolean> inbound, @ForAll boolean askedInbound) {
        MessageQuery query
                = MessageQuery.builder().filter("message_direction", askedInbound ? "inbound" : "outbound").build();
        List<MessageDetailRecord> rows = new ArrayList<>();
        for (boolean in : inbound) {
            rows.add(record(rows.size(), json -> json.put("message_direction", in ? "inbound" : "outbound")));
        }

        assertThat(ResponseCheck.list(query).mismatch(MdrPage.of(rows)) != null)
                .isEqualTo(new TreeSet<>(inbound).contains(!askedInbound));
    }

    @Property
    @Label("another record is never accepted as the requested one")
    void anotherRecord(@ForAll @LongRange(max = 1L << 40) long requested, @ForAll @LongRange(max = 1L << 40) long came) {
        Mismatch mismatch = ResponseCheck.get("uuid-" + requested).mismatch(record(came, json -> {
        }));

        assertThat(mismatch == null).isEqualTo(requested == came);
    }

    private static MessageQuery window(long from, long to) {
        return MessageQuery.builder().build().withWindow(START.plusNanos(from * 1000), START.plusNanos(to * 1000));
    }

    private static MdrPage page(List<Long> times, Rounding shown, int zone) {
        List<MessageDetailRecord> rows = new ArrayList<>();
        times.stream().sorted(Comparator.reverseOrder()).limit(20).forEach(time -> rows.add(record(rows.size(),
                json -> json.put("message_time",
                        DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx")
                                .format(START.plusNanos(shown.apply(time) * 1000).atOffset(ZoneOffset.ofHours(zone)))))));
        return MdrPage.of(rows);
    }

    private static MessageDetailRecord record(long number, java.util.function.Consumer<ObjectNode> fields) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("message_uuid", "uuid-" + number);
        fields.accept(json);
        return MessageDetailRecord.of(json);
    }

    private static String filter(long micros) {
        return START.plusNanos(micros * 1000).toString();
    }
}
