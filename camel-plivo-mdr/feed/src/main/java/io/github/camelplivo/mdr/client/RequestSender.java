package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.PermitRequest;
import io.github.camelplivo.mdr.budget.PermitTimeoutException;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request until a response to it is taken, it fails for good or no attempt is left. Each attempt waits for its
 * permit; what Plivo refuses slows down the account's budget. Safe for use by many threads.
 */
final class RequestSender {

    private static final FeedLogger LOG = FeedLogger.of(RequestSender.class);

    private final Transport transport;
    private final RequestBudget budget;
    private final RetryPolicy policy;
    private final PlivoClock clock;
    private final MismatchLog mismatches;
    private final AtomicLong requests = new AtomicLong();

    RequestSender(Transport transport, RequestBudget budget, RetryPolicy policy, PlivoClock clock, MismatchLog mismatches) {
        this.transport = transport;
        this.budget = budget;
        this.policy = policy;
        this.clock = clock;
        this.mismatches = mismatches;
    }

    /** Requests sent so far, retries included. */
    long requests() {
        return requests.get();
    }

    <T> T send(
            ApiRequest call, PermitRequest permit, Cancellation cancellation, ResponseReader<T> reader, ResponseCheck<T> check)
            throws PlivoException, InterruptedException {
        ResponseJudge<T> judge = new ResponseJudge<>(call, reader, check, policy, mismatches);
        PlivoException before = null;
        for (int attempts = 1;; attempts++) {
            long turn = acquire(call, permit, cancellation, before);
            requests.incrementAndGet();
            try {
                return attempt(call, judge, cancellation, turn, attempts);
            } catch (PlivoException failure) {
                // the budget learns of a refusal also if there is no other attempt: those of other callers have to wait
                Duration wait = waitAfter(failure, call, turn, attempts);
                if (!failure.mayRetry() || !policy.allows(attempts)) {
                    throw failure;
                }
                LOG.debug("Attempt {} failed, next one in {} ms: status {} from {}: {}", attempts, wait.toMillis(),
                        failure.getStatusCode(), failure.getUri(), failure.getProblem());
                if (!isListLimit(failure, call)) {
                    cancellation.pause(wait);
                }
                before = failure;
            }
        }
    }

    /** @param before why the attempt before failed, {@code null} for the first: it says more than the time-out */
    private long acquire(ApiRequest call, PermitRequest permit, Cancellation cancellation, @Nullable PlivoException before)
            throws PlivoException, InterruptedException {
        try {
            return call.list() ? budget.awaitList(permit, cancellation) : budget.awaitGet(permit, cancellation);
        } catch (PermitTimeoutException e) {
            PlivoException failure = before == null ? call.notSent(e) : before;
            if (before != null) {
                before.addSuppressed(e);
            }
            throw failure;
        }
    }

    private <T> T attempt(ApiRequest call, ResponseJudge<T> judge, Cancellation cancellation, long turn, int attempts)
            throws PlivoException, InterruptedException {
        try {
            Transport.Exchange exchange = transport.get(call.uri(), cancellation);
            PlivoResponse answer = exchange.answer();
            PlivoException failure;
            if (answer.status() == 200) {
                if (call.list()) {
                    budget.listAccepted(turn);
                }
                T value = judge.read(answer, attempts);
                failure = judge.objection(value, answer, attempts);
                if (failure == null) {
                    clock.observe(answer.header("Date"), newest(value));
                    return value;
                }
                exchange.dropConnection();
            } else {
                failure = call.failed(answer, attempts, clock);
                if (ApiRequest.isPassing(answer.status())) {
                    exchange.dropConnection();
                }
            }
            throw failure;
        } catch (IOException e) {
            throw call.failed(e, attempts);
        }
    }

    /** The latest time in what was read, a page or a record; {@code null} if it has none. */
    private static @Nullable Instant newest(Object read) {
        Stream<MessageDetailRecord> rows
                = read instanceof MdrPage page ? page.stream() : Stream.of((MessageDetailRecord) read);
        return rows.map(MessageDetailRecord::getMessageTime).filter(Objects::nonNull).map(OffsetDateTime::toInstant)
                .max(Instant::compareTo).orElse(null);
    }

    /** Refused lists pause in the budget, where all lists of the account do, and not each by itself. */
    private static boolean isListLimit(PlivoException failure, ApiRequest call) {
        return failure instanceof PlivoRateLimitedException && call.list();
    }

    private Duration waitAfter(PlivoException failure, ApiRequest call, long turn, int attempts) {
        Duration asked = RetryAfter.parse(failure.getResponseHeaders(), clock);
        if (isListLimit(failure, call)) {
            return budget.listRefused(turn, refusals -> policy.wait(refusals, true, asked));
        }
        if (failure instanceof PlivoRateLimitedException) {
            budget.getRefused();
        }
        return policy.wait(attempts, false, asked);
    }
}
