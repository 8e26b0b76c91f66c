/** Plivo's message API over HTTP: one client, its queries and its errors. */
package io.github.camelplivo.mdr.client;
