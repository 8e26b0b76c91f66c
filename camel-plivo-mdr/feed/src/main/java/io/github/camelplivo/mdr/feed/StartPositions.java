package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelplivo.mdr.feed.window.Window;

/** Where the sweeps of a feed start: at the watermark or, without one, at the start in the settings. */
final class StartPositions {

    private static final Duration FUTURE_TOLERANCE = Duration.ofMinutes(15);

    private final FeedSettings settings;

    StartPositions(FeedSettings settings) {
        this.settings = settings;
    }

    /** The watermark of a feed that starts at this time for the first time. */
    Watermark first(Instant now) {
        Instant second = Window.second(now);
        Instant start = Window.second(settings.startBack() == null ? settings.startTime() : now.minus(settings.startBack()));
        Instant live = start.isAfter(second) ? start : second;
        return new Watermark(
                settings.key(), Map.of(
                        SweepId.LIVE, SweepPosition.at(live, null), SweepId.BACKFILL, SweepPosition.at(start, live)),
                List.of(), null);
    }

    /**
     * The given watermark, unless it lies in the future. If the feed has read nothing yet, a fast clock wrote it at the
     * first start: the feed starts now and loses no record.
     *
     * @throws IOException if it lies in the future and records were read
     */
    Watermark notInTheFuture(Watermark watermark, WatermarkStore store, Instant now) throws IOException {
        Instant live = watermark.position(SweepId.LIVE).cursor();
        if (!live.isAfter(now.plus(FUTURE_TOLERANCE))) {
            return watermark;
        }
        if (watermark.hasReadNothing()) {
            return first(now);
        }
        throw new IOException(
                store + " holds a position in the future: everything before " + live + " counts as read, but it is " + now
                              + " by the clock of this machine. If this clock is slow, set it (NTP) and start again. If a fast"
                              + " clock wrote the position, the records until then would be lost: restore it from a backup,"
                              + " or remove it to start again at startTime");
    }

    /**
     * The positions of all sweeps, in their order. A new age starts with the records that reach it after the last read
     * of the live sweep.
     */
    Map<SweepId, SweepPosition> withRechecks(Watermark stored) {
        Map<SweepId, SweepPosition> positions = new LinkedHashMap<>();
        positions.put(SweepId.LIVE, stored.position(SweepId.LIVE));
        Instant start = stored.position(SweepId.BACKFILL).start();
        for (Duration age : settings.recheckAfter()) {
            SweepId id = SweepId.recheck(age);
            Instant recheckStart = Window.second(stored.position(SweepId.LIVE).cursor().minus(age));
            positions.put(
                    id, stored.sweeps().getOrDefault(id,
                            SweepPosition.at(recheckStart.isBefore(start) ? start : recheckStart, null)));
        }
        positions.put(SweepId.BACKFILL, stored.position(SweepId.BACKFILL));
        return positions;
    }
}
