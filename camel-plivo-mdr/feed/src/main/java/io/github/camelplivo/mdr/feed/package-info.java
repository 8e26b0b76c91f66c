/**
 * Turns the moving list into a feed: windows, sweeps and the watermark. Plain Java: pages come from a
 * {@link io.github.camelplivo.mdr.feed.window.PageSource}, the position goes to a
 * {@link io.github.camelplivo.mdr.feed.WatermarkStore}, the time is a {@link java.time.Clock}.
 */
@NullMarked
package io.github.camelplivo.mdr.feed;

import org.jspecify.annotations.NullMarked;
