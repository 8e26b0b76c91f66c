/** Plivo's message API over HTTP: one client, its queries, its request budget and its errors. */
package io.github.camelplivo.mdr.client;
