package io.github.camelplivo.mdr.budget;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** The stop of a route must not wait for a pause to end. */
class CancellationSourceTest {

    private static final Duration LONG = Duration.ofHours(1);

    private final CancellationSource signal = new CancellationSource();

    @Test
    void releasesEachWaitingThread() {
        CompletableFuture<Void> pause = pauseInBackground();

        signal.stop();

        assertThatThrownBy(() -> pause.get(10, TimeUnit.SECONDS)).isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void releasesThreadsAlsoIfResetImmediately() {
        CompletableFuture<Void> pause = pauseInBackground();

        signal.stop();
        signal.reset();

        assertThatThrownBy(() -> pause.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void doesNotBeginToWaitWhenStopped() {
        signal.stop();

        assertThat(signal.isStopped()).isTrue();
        assertThatThrownBy(() -> signal.pause(LONG)).isInstanceOf(InterruptedException.class);
        assertThatThrownBy(() -> signal.pause(Duration.ZERO)).isInstanceOf(InterruptedException.class);
    }

    @Test
    void waitsAgainAfterAReset() throws Exception {
        signal.stop();
        signal.reset();

        signal.pause(Duration.ofNanos(1));

        assertThat(signal.isStopped()).isFalse();
    }

    @Test
    void canWaitForLongerThanALongOfNanoseconds() {
        AtomicReference<Thread> waiting = new AtomicReference<>();
        CompletableFuture<Void> pause = pauseInBackground(Duration.ofSeconds(Long.MAX_VALUE), waiting);

        signal.stop();

        assertThatThrownBy(() -> pause.get(10, TimeUnit.SECONDS)).hasRootCauseInstanceOf(InterruptedException.class);
    }

    @Test
    void runsActionsOnceAndNotAfterTheyWereForgotten() {
        List<String> ran = new ArrayList<>();
        signal.onStop(() -> ran.add("kept"));
        Cancellation.Registration forgotten = signal.onStop(() -> ran.add("forgotten"));
        forgotten.close();
        forgotten.close();

        signal.stop();
        signal.stop();
        signal.reset();
        signal.stop();

        assertThat(ran).containsExactly("kept");
    }

    @Test
    void runsTheSameActionAsOftenAsRegistered() {
        AtomicInteger ran = new AtomicInteger();
        Runnable action = ran::incrementAndGet;
        signal.onStop(action);
        signal.onStop(action).close();
        signal.onStop(action);

        signal.stop();

        assertThat(ran).hasValue(2);
    }

    @Test
    void runsAnActionAtOnceWhenAlreadyStopped() {
        AtomicInteger ran = new AtomicInteger();
        signal.stop();

        signal.onStop(ran::incrementAndGet).close();

        assertThat(ran).hasValue(1);
    }

    private CompletableFuture<Void> pauseInBackground() {
        return pauseInBackground(LONG, new AtomicReference<>());
    }

    private CompletableFuture<Void> pauseInBackground(Duration duration, AtomicReference<Thread> waiting) {
        CompletableFuture<Void> pause = CompletableFuture.runAsync(() -> {
            waiting.set(Thread.currentThread());
            try {
                signal.pause(duration);
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        await().atMost(10, TimeUnit.SECONDS)
                .until(() -> waiting.get() != null && waiting.get().getState() == Thread.State.TIMED_WAITING);
        return pause;
    }
}
