/**
 * Tests of the feed by its public interface alone: a list in memory, two clocks and a subscriber, or a server and a
 * route, none of which shares code with the other tests or with the simulator.
 */
package io.github.camelplivo.mdr.judge;
