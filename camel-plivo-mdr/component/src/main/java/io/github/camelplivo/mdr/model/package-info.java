/** Immutable values of Plivo's responses. */
package io.github.camelplivo.mdr.model;
