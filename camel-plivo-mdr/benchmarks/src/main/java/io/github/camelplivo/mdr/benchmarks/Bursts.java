package io.github.camelplivo.mdr.benchmarks;

import java.util.ArrayList;
import java.util.List;

/** The same as {@link Density} for traffic that alternates with silence. */
final class Bursts implements Bench {

    static final String CAMPAIGN = "100 records a second, one minute in ten";
    static final String TIES = "1,000 records with the same time, about once a minute";

    @Override
    public String name() {
        return "bursts";
    }

    @Override
    public Table run(boolean brief) {
        List<List<Object>> rows = new ArrayList<>();
        rows.addAll(Density.rows(CAMPAIGN, Traffic.CAMPAIGN, 100, brief));
        rows.addAll(Density.rows(TIES, Traffic.TIES, 100, brief));
        return Density.table(name(), "traffic", rows);
    }
}
