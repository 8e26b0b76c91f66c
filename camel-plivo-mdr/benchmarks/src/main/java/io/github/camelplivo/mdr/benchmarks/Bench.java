package io.github.camelplivo.mdr.benchmarks;

/** One measurement. */
interface Bench {

    String name();

    /** @param brief whether to run only a short check that the benchmark works */
    Table run(boolean brief) throws Exception;
}
