/** How the feeds of a Camel context are doing: health, JMX, meters, console figures and log lines. */
package io.github.camelplivo.mdr.monitor;
