package io.github.camelplivo.mdr.judge;

import java.time.Duration;
import java.time.Instant;
import java.util.Random;

import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.judge.MessageList.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.judge.VirtualTime.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/** A list that is not newest first loses nothing, and the feed says so. */
@Tag("slow")
@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class UnorderedListTest {

    private static final int SEEDS = Integer.getInteger("judge.order.seeds", 10);

    private final VirtualTime time = new VirtualTime();
    private final VirtualPlivo plivo = new VirtualPlivo(time).latency(Duration.ofMillis(50));
    private final Subscriber subscriber = new Subscriber(time, plivo);

    /** 4,500 records of the last hour, and 500 of the next minutes. */
    private void spread(Random random, int jitterSeconds) {
        for (int i = 0; i < 5000; i++) {
            long micros = (long) (random.nextDouble() * 4_000_000_000L) - 3_600_000_000L;
            Message message = plivo.list.add(NOON.plusNanos(1000L * micros));
            message.sortedAs(message.time.plusNanos((long) (random.nextDouble() * 1e9 * jitterSeconds)));
        }
        subscriber.startTime = NOON.minus(Duration.ofHours(1));
    }

    private void requireEverything(String seed) throws Exception {
        subscriber.run(Duration.ofMinutes(15));

        assertThat(subscriber.missing()).as(seed).isEmpty();
        assertThat(subscriber.repeated()).as(seed).isEmpty();
        assertThat(subscriber.feed().progress().unordered()).as(seed).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = { 3, 9 })
    void byAFewSeconds(int jitterSeconds) throws Exception {
        for (int seed = 1; seed <= SEEDS; seed++) {
            UnorderedListTest one = new UnorderedListTest();
            one.plivo.list.orderBySortKey();
            one.spread(new Random(seed), jitterSeconds);
            one.requireEverything("seed " + seed);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = { 1, 2 })
    void oldestFirst(int seed) throws Exception {
        plivo.list.order(Order.OLDEST_FIRST);
        spread(new Random(seed), 0);
        requireEverything("seed " + seed);
    }

    /** A first page full of one second shows no order by itself. */
    @Test
    void oldestFirstFromASecondThatFillsThePage() throws Exception {
        plivo.list.order(Order.OLDEST_FIRST);
        Instant oldest = NOON.minus(Duration.ofMinutes(30));
        for (int row = 0; row < 45; row++) {
            plivo.list.add(oldest);
        }
        for (int row = 1; row <= 10; row++) {
            plivo.list.add(oldest.plusSeconds(row));
        }
        subscriber.startTime = oldest;

        requireEverything("one second, then ten records");
    }

    /** Records that were delivered out of order before a crash are recognized wherever they are listed afterwards. */
    @Test
    void aListThatIsInOrderAgainAfterACrash() throws Exception {
        plivo.list.order(Order.OLDEST_FIRST);
        for (int row = 0; row < 100; row++) {
            plivo.list.add(NOON.minusSeconds(600).plusSeconds(5 * row));
        }
        subscriber.startTime = NOON.minusSeconds(600);
        Feed first = subscriber.feed();
        first.refreshClock();
        while (subscriber.uuids().size() < 60) {
            subscriber.deliverNext(first);
        }

        subscriber.crash();
        subscriber.versions = new MemoryVersions();
        plivo.list.order(Order.NEWEST_FIRST);
        subscriber.run(Duration.ofMinutes(15));

        assertThat(subscriber.missing()).isEmpty();
        assertThat(subscriber.repeated()).isEmpty();
    }
}
