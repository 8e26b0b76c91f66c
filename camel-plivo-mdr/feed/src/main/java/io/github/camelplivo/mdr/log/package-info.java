/** Log lines that name their feed. Depends on nothing else of this component. */
@NullMarked
package io.github.camelplivo.mdr.log;

import org.jspecify.annotations.NullMarked;
