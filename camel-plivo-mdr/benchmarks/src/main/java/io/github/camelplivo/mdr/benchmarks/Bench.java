package io.github.camelplivo.mdr.benchmarks;

/** One question that is measured. */
interface Bench {

    String name();

    /** @param brief a few seconds, only to show that it works */
    Table run(boolean brief);
}
