package io.github.camelplivo.mdr.feed;

/**
 * A page on its way to the route, with the position that applies once the page is delivered.
 *
 * @param sweep the sweep that read it
 * @param after the position of the sweep after the page
 */
record Delivery(Sweep sweep, FeedPage page, SweepPosition after) {
}
