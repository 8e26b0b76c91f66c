package io.github.camelplivo.mdr.feed;

import java.util.function.Function;

/** Takes the watermark of a feed from its sweeps. */
record WatermarkSnapshot(String key, Sweeps sweeps, SetAsideStretches setAside, RereadRequest reread) {

    Watermark now() {
        return with(Sweep::position);
    }

    /** As if this sweep had another position. */
    Watermark with(Sweep moved, SweepPosition position) {
        return with(sweep -> sweep == moved ? position : sweep.position());
    }

    private Watermark with(Function<Sweep, SweepPosition> positions) {
        return new Watermark(key, sweeps.positions(positions), setAside.toWatermark(positions), reread.from());
    }
}
