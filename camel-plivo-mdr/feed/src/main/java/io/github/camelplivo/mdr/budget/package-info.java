/**
 * The request rate of an account, and the order of its requests. Plain Java: depends on neither Plivo, Camel nor HTTP.
 */
@NullMarked
package io.github.camelplivo.mdr.budget;

import org.jspecify.annotations.NullMarked;
