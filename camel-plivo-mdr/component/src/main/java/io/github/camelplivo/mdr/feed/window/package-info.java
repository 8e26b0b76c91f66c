/** One window of Plivo's moving list, read so that no row is missed. */
package io.github.camelplivo.mdr.feed.window;
