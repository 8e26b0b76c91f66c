package io.github.camelplivo.mdr.feed.window;

/**
 * A row of Plivo's list that is no record, however often it is asked for.
 *
 * @param second the second that it is listed in, as a window
 * @param offset how many rows of that second are listed before it
 * @param error  what Plivo answered when asked for this row alone, and what is wrong with it
 */
public record MalformedRow(Window second, int offset, MalformedPageException error) {
}
