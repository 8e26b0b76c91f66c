package io.github.camelplivo.mdr.monitor;

import java.util.Arrays;
import java.util.List;
import java.util.Map;

import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

import io.github.camelplivo.mdr.feed.SweepProgress;
import org.jspecify.annotations.Nullable;

/** Sweeps as a table of JMX. */
final class SweepTable {

    private SweepTable() {
    }

    /** A row for each sweep, with its figures as texts. */
    static @Nullable TabularData of(List<SweepProgress> sweeps) throws OpenDataException {
        TabularData table = null;
        for (SweepProgress sweep : sweeps) {
            Map<String, @Nullable Object> values = FeedMonitor.values(sweep);
            values.replaceAll((name, value) -> value == null ? "" : value.toString());
            String[] names = values.keySet().toArray(String[]::new);
            OpenType<?>[] types = new OpenType<?>[names.length];
            Arrays.fill(types, SimpleType.STRING);
            CompositeType row = new CompositeType("sweep", "A sweep of the feed", names, names, types);
            if (table == null) {
                table = new TabularDataSupport(
                        new TabularType("sweeps", "The sweeps of the feed", row, new String[] { "sweep" }));
            }
            table.put(new CompositeDataSupport(row, values));
        }
        return table;
    }
}
