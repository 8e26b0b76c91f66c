package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.Instant;

import org.jspecify.annotations.Nullable;

/** Checks watermarks that come from elsewhere than the feed's own store, such as from an operator. */
public final class Watermarks {

    private Watermarks() {
    }

    /**
     * Checks that a feed could open at a line.
     *
     * @param  key         of the feed
     * @param  from        where a {@linkplain Feed#reread reread} shall start, {@code null} for none
     * @param  place       names the place of the line in messages
     * @throws IOException if it could not, or not read again from there
     */
    public static void require(String line, String key, @Nullable Instant from, String place) throws IOException {
        Instant live = Watermark.parse(line, key, place).position(SweepId.LIVE).cursor();
        if (from != null && !from.isBefore(live)) {
            throw new IOException(
                    place + " requests a reread from " + from + ", allowed is a time before " + live
                                  + ", from which on the feed has not read yet");
        }
    }
}
