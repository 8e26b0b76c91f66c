/** The feed as a source connector of Kafka Connect. */
@NullMarked
package io.github.camelplivo.mdr.connect;

import org.jspecify.annotations.NullMarked;
