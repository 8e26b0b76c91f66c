/** Plivo Message Detail Records in Camel: options, endpoint, consumer, producer and converters. */
@NullMarked
package io.github.camelplivo.mdr;

import org.jspecify.annotations.NullMarked;
