/** Immutable values of Plivo's responses. */
@NullMarked
package io.github.camelplivo.mdr.model;

import org.jspecify.annotations.NullMarked;
