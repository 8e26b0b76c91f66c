/** How the feeds of a Camel context are doing: health, JMX, meters, console figures and log lines. */
@NullMarked
package io.github.camelplivo.mdr.monitor;

import org.jspecify.annotations.NullMarked;
