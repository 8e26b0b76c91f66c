package io.github.camelplivo.mdr.feed.window;

import io.github.camelplivo.mdr.feed.SweepName;

/**
 * One page of Plivo's message list, newest row first.
 *
 * @param sweep  on whose behalf
 * @param window of what time the rows are
 * @param offset how many rows of the window to leave out, counted from the newest
 * @param limit  how many rows at most
 */
public record PageRequest(SweepName sweep, Window window, int offset, int limit) {
}
