package io.github.camelplivo.mdr.monitor;

import java.time.Duration;
import java.time.Instant;

import org.apache.camel.support.DefaultScheduledPollConsumerScheduler;
import org.apache.camel.support.ScheduledPollConsumer;
import org.jspecify.annotations.Nullable;

/** When a consumer polls, by its state and by the options of its scheduler. */
final class PollSchedule {

    private final ScheduledPollConsumer consumer;
    private final PollHistory polls;

    PollSchedule(ScheduledPollConsumer consumer, PollHistory polls) {
        this.consumer = consumer;
        this.polls = polls;
    }

    /** {@code null} under {@code master:}. */
    @Nullable
    String routeId() {
        return consumer.getRouteId();
    }

    boolean isSuspended() {
        return consumer.isSuspended();
    }

    /** Whether a poll is under way. */
    boolean isPolling() {
        return consumer.isPolling();
    }

    /** From poll to poll, when there is nothing to read. */
    Duration delay() {
        Duration delay = Duration.ofNanos(consumer.getTimeUnit().toNanos(consumer.getDelay()));
        return consumer.getBackoffIdleThreshold() > 0
                ? delay.multipliedBy(Math.max(1, consumer.getBackoffMultiplier())) : delay;
    }

    /** Why no poll is due yet, {@code null} if one is. */
    @Nullable
    String waiting() {
        if (!consumer.isStartScheduler() && (consumer.getScheduler() == null || !consumer.isSchedulerStarted())) {
            return "Waiting for the scheduler to be started (startScheduler=false)";
        }
        Instant firstPoll = polls.firstPoll();
        return firstPoll == null ? null : "Waiting for the first poll at " + firstPoll + " (initialDelay)";
    }

    /** When another scheduler polls next is not known, and with {@code repeatCount} it ends. */
    boolean isPollExpected() {
        boolean regular = consumer.getScheduler() instanceof DefaultScheduledPollConsumerScheduler
                && (consumer.getRepeatCount() <= 0 || consumer.getCounter() < consumer.getRepeatCount());
        return regular || consumer.isPolling() || polls.failure() != null;
    }
}
