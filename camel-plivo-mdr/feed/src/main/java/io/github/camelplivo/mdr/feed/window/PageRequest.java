package io.github.camelplivo.mdr.feed.window;

/**
 * One page of Plivo's message list, newest row first.
 *
 * @param window the time of the rows
 * @param offset number of rows of the window to skip, counted from the newest
 * @param limit  maximum number of rows
 */
public record PageRequest(Window window, int offset, int limit) {
}
