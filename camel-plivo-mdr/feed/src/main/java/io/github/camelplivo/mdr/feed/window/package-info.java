/** One window of Plivo's moving list, read so that no row is missed. */
@NullMarked
package io.github.camelplivo.mdr.feed.window;

import org.jspecify.annotations.NullMarked;
