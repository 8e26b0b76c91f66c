package io.github.camelplivo.mdr.feed.window;

/**
 * One page of Plivo's message list, newest row first.
 *
 * @param window of what time the rows are
 * @param offset how many rows of the window to leave out, counted from the newest
 * @param limit  how many rows at most
 */
public record PageRequest(Window window, int offset, int limit) {
}
