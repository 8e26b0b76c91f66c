package io.github.camelplivo.mdr.feed.window;

import java.time.Instant;

import io.github.camelplivo.mdr.model.MdrPage;
import org.jspecify.annotations.Nullable;

/**
 * The outcome of one request in a window.
 *
 * @param page      the rows, possibly none
 * @param malformed instead of rows: an unreadable row, or {@code null}
 * @param remaining with this read everything of the window from here on was read
 * @param rows      approximate number of rows in the read part of the window
 * @param lists     how many of its lists returned a page
 */
public record WindowRead(MdrPage page, @Nullable MalformedRow malformed, Instant remaining, int rows, int lists) {
}
