/** Values: what Plivo answers, as immutable Java. */
package io.github.camelplivo.mdr.model;
