package io.github.camelplivo.mdr.feed.window;

import java.time.Instant;

import io.github.camelplivo.mdr.model.MdrPage;

/**
 * The outcome of one request in a window.
 *
 * @param page      the rows, maybe none
 * @param malformed instead of rows: a row that cannot be read; {@code null} unless there is one
 * @param remaining with this step everything of the window from here on was read
 * @param byTime    whether the page was passed by its time, so that it holds all known rows of what is left
 * @param rows      about how many rows the window has, as far as it was read
 * @param lists     how many lists of it were answered with a page
 */
public record WindowRead(MdrPage page, MalformedRow malformed, Instant remaining, boolean byTime, int rows, int lists) {
}
