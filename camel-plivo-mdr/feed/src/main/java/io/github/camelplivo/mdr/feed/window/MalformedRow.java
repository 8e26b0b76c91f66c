package io.github.camelplivo.mdr.feed.window;

/**
 * A row of Plivo's list that is not a record, at every request.
 *
 * @param second the second in which Plivo lists it, as a window
 * @param offset how many rows of that second are listed before it
 * @param error  Plivo's response to a request for this row alone, and its fault
 */
public record MalformedRow(Window second, int offset, MalformedPageException error) {
}
