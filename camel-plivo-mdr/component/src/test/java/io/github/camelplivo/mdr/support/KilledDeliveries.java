package io.github.camelplivo.mdr.support;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import io.github.camelplivo.mdr.support.JournalRoute.Line;

import static org.assertj.core.api.Assertions.assertThat;

/** The deliveries of a process in all its runs, and whether they were allowed. */
public final class KilledDeliveries {

    private final Set<String> delivered = new HashSet<>();
    /** In the last page before a kill and not in a completed page since: only these may be redelivered. */
    private final Set<String> inFlight = new HashSet<>();
    private int repeated;

    /**
     * Adds the deliveries from a start to the next kill. A page that another one follows was completed: its position
     * was written before the next one came.
     *
     * @return how many of the records had been delivered in an earlier life
     */
    public int add(List<Line> life, String where) {
        List<String> uuids = life.stream().map(Line::uuid).toList();
        assertThat(uuids).as("%s: records between two kills", where).doesNotHaveDuplicates();
        List<String> again = uuids.stream().filter(delivered::contains).toList();
        assertThat(inFlight).as("%s: records in flight at a kill, which must include the redelivered ones", where)
                .containsAll(again);
        delivered.addAll(uuids);
        inFlight.removeAll(uuids);
        inFlight.addAll(lastPage(life));
        repeated += again.size();
        return again.size();
    }

    private static List<String> lastPage(List<Line> life) {
        if (life.isEmpty()) {
            return List.of();
        }
        String pageId = life.get(life.size() - 1).pageId();
        return life.stream().filter(line -> line.pageId().equals(pageId)).map(Line::uuid).toList();
    }

    public Set<String> delivered() {
        return delivered;
    }

    /** The number of repeated deliveries. */
    public int repeated() {
        return repeated;
    }
}
