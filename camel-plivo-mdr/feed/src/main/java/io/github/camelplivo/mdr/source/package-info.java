/** Plivo's list, read by the client, as the source of a feed. */
@NullMarked
package io.github.camelplivo.mdr.source;

import org.jspecify.annotations.NullMarked;
