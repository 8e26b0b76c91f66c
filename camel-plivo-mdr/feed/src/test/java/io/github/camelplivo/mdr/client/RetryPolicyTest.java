package io.github.camelplivo.mdr.client;

import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class RetryPolicyTest {

    private final RetryPolicy policy = new RetryPolicy(3, () -> 0);

    @Test
    void allowsMaxRetriesAfterTheFirstAttempt() {
        assertThat(policy.allows(1)).isTrue();
        assertThat(policy.allows(3)).isTrue();
        assertThat(policy.allows(4)).isFalse();
        assertThat(new RetryPolicy(0, () -> 0).allows(1)).isFalse();
    }

    @Test
    void doublesUpToHalfAMinute() {
        assertThat(waits(false)).containsExactly(500L, 1000L, 2000L, 4000L, 8000L, 16_000L, 30_000L, 30_000L);
        assertThat(policy.wait(Integer.MAX_VALUE, false, null)).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void beginsWithFiveSecondsAtTheLimitOfLists() {
        assertThat(waits(true)).startsWith(5000L, 10_000L, 20_000L, 30_000L);
    }

    @Test
    void shortensAtRandomByUpToAHalf() {
        RetryPolicy dicing = new RetryPolicy(3, new Random(1));
        List<Duration> waits = IntStream.range(0, 100).mapToObj(i -> dicing.wait(1, false, null)).toList();

        assertThat(waits).allMatch(w -> w.toMillis() >= 250 && w.toMillis() <= 500);
        assertThat(waits.stream().distinct().count()).isGreaterThan(90);
    }

    /** HTTPCLIENT-2421: HttpClient's own retry slept for an hour when a server said {@code Retry-After: 3600}. */
    @Test
    void waitsAsRequestedUpToALimit() {
        assertThat(policy.wait(1, true, Duration.ofMillis(500))).isEqualTo(Duration.ofMillis(500));
        assertThat(policy.wait(1, true, Duration.ofSeconds(90))).isEqualTo(Duration.ofSeconds(90));
        assertThat(policy.wait(1, true, Duration.ofHours(1))).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void doesNotRetryInATightLoopForRetryAfterZero() {
        assertThat(policy.wait(1, true, Duration.ZERO)).isEqualTo(Duration.ofSeconds(5));
    }

    private List<Long> waits(boolean listLimit) {
        return IntStream.rangeClosed(1, 8).mapToObj(i -> policy.wait(i, listLimit, null).toMillis()).toList();
    }
}
