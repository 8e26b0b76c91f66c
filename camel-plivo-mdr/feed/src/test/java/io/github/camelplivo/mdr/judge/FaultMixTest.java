package io.github.camelplivo.mdr.judge;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Seeded mixes of all faults. {@code -Djudge.schedules=20000} draws more, {@code -Djudge.seed=17} one of them alone.
 */
@Tag("slow")
@Timeout(value = 1800, threadMode = ThreadMode.SEPARATE_THREAD)
class FaultMixTest {

    @Test
    void everyRecordIsDeliveredAfterTheFaultsHaveEnded() {
        Long only = Long.getLong("judge.seed");
        long first = only == null ? 0 : only;
        long schedules = only == null ? Long.getLong("judge.schedules", 100) : 1;
        List<String> faults = new ArrayList<>();
        for (long seed = first; seed < first + schedules; seed++) {
            try {
                new FaultSchedule(seed).run();
            } catch (Exception | AssertionError e) {
                faults.add(e.getMessage());
            }
        }
        assertThat(faults.stream().limit(5)).as("%s of %s schedules", faults.size(), schedules).isEmpty();
    }
}
