package io.github.camelplivo.mdr.feed;

import java.util.Random;

import io.github.camelplivo.mdr.model.Change;
import io.github.camelplivo.mdr.model.RecordVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** Hashes in one array. */
class VersionSetTest {

    private static final int MANY = 1_000_000;

    private final VersionSet set = new VersionSet();

    /** The figure of guarantees.md. */
    @Test
    void aVersionTakesAtMost32BytesAlsoRightAfterGrowth() {
        Random random = new Random(1);
        set.add(new RecordVersion(random.nextLong(), random.nextLong()));
        for (int size = 2; size <= MANY; size++) {
            set.add(new RecordVersion(random.nextLong(), random.nextLong()));
            if (set.bytes() > 32L * size) {
                assertThat(set.bytes()).as("size %d", size).isLessThanOrEqualTo(32L * size);
            }
        }

        assertThat(set.size()).isEqualTo(MANY);
    }

    @Test
    void findsWhatWasAddedAndNothingElse() {
        Random random = new Random(2);
        for (int i = 0; i < 1000; i++) {
            RecordVersion hash = new RecordVersion(random.nextLong(), random.nextLong());
            assertThat(set.contains(hash)).isFalse();
            assertThat(set.add(hash)).isTrue();
            assertThat(set.add(hash)).isFalse();
            assertThat(set.contains(new RecordVersion(hash.high(), hash.low() ^ 2))).isFalse();
        }
        random.setSeed(2);
        for (int i = 0; i < 1000; i++) {
            assertThat(set.contains(new RecordVersion(random.nextLong(), random.nextLong()))).isTrue();
        }
        assertThat(set.size()).isEqualTo(1000);
    }

    @ParameterizedTest
    @ValueSource(longs = { 0, -1, Long.MIN_VALUE, Long.MAX_VALUE })
    void keepsHashesThatShareAHalf(long half) {
        for (int i = 0; i < 100; i++) {
            assertThat(set.add(new RecordVersion(half, 2L * i))).isTrue();
            assertThat(set.add(new RecordVersion(1000 + i, half))).isTrue();
        }

        assertThat(set.size()).isEqualTo(200);
        assertThat(set.contains(new RecordVersion(half, 198))).isTrue();
        assertThat(set.contains(new RecordVersion(half, 200))).isFalse();
    }

    /** The lowest 16 bits are the state and the price. */
    @Test
    void comparesStateAndPriceWithAllVersionsOfTheRecord() {
        Random random = new Random(3);
        for (int i = 0; i < 1000; i++) {
            long uuid = random.nextLong() << 16;
            long content = random.nextLong() << 16;
            assertThat(set.changes(new RecordVersion(uuid | 1, content | 1))).isEmpty();
            set.add(new RecordVersion(uuid | 1, content | 1));
            set.add(new RecordVersion(uuid | 2, content | 1));
            long other = random.nextLong() << 16;
            assertThat(set.changes(new RecordVersion(uuid | 3, other | 1))).containsExactly(Change.STATE);
            assertThat(set.changes(new RecordVersion(uuid | 1, other | 3))).containsExactly(Change.PRICE);
            assertThat(set.changes(new RecordVersion(uuid | 3, other | 3))).containsExactly(Change.STATE, Change.PRICE);
            assertThat(set.changes(new RecordVersion(uuid | 2, other | 1))).containsExactly(Change.OTHER);
        }
    }
}
