/** Plivo's message API over HTTP: one client, its queries and its errors. */
@NullMarked
package io.github.camelplivo.mdr.client;

import org.jspecify.annotations.NullMarked;
