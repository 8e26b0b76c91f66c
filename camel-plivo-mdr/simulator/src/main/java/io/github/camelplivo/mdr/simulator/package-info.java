/** Plivo's message API on loopback, for tests, examples and benchmarks. */
package io.github.camelplivo.mdr.simulator;
