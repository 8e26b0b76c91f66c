/** Log lines that name their feed. Depends on nothing else of this component. */
package io.github.camelplivo.mdr.log;
