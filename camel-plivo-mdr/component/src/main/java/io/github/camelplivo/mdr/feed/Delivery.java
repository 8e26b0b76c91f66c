package io.github.camelplivo.mdr.feed;

/**
 * A page on its way to the route, with the position that holds once it was delivered.
 *
 * @param sweep which read it
 * @param after the position of the sweep after the page
 */
record Delivery(Sweep sweep, FeedPage page, SweepPosition after) {
}
