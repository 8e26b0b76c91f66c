package io.github.camelplivo.mdr.client;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.PermitRequest;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * Asks Plivo for records ("Retrieve a Message", "List All Messages"). Safe for use by many threads.
 * <p>
 * Every attempt waits for a permit of the account's {@link RequestBudget}. Network errors, 408, 421, 425, 429, 5xx and
 * responses to other requests are retried with growing waits, or after the wait that Plivo requests, up to two minutes;
 * anything else fails at once. After a 429 to a list all lists of the account wait. Requests go to the base URL's host
 * and nowhere else; redirects are not followed. A response is at most 1 MiB, and must belong to its request: rows of
 * the requested time and filters, no more than the limit, the requested page or record.
 * <p>
 * The token is in no message and no log line of this package. HttpClient's own loggers
 * {@code org.apache.hc.client5.http.headers} and {@code org.apache.hc.client5.http.wire} print every header,
 * {@code Authorization} included, at level DEBUG: leave them off.
 */
public final class PlivoClient implements AutoCloseable {

    private final ClientSettings settings;
    private final RequestBudget budget;
    private final Credentials credentials;
    private final PlivoClock clock;
    private final Transport transport;
    private final RequestSender sender;
    private final DriftLog drifts;
    private final MismatchLog mismatches;

    /** @param clock the local time, which {@link #clock()} corrects by Plivo's */
    public PlivoClient(ClientSettings settings, RequestBudget budget, Clock clock) {
        this(settings, budget, new DriftLog(), clock, System::nanoTime);
    }

    /**
     * @param drifts   shared with other clients, so that each change of Plivo's records is logged once
     * @param nanoTime counts nanoseconds as {@link System#nanoTime()} does; shows when the local clock was set
     */
    public PlivoClient(ClientSettings settings, RequestBudget budget, DriftLog drifts, Clock clock, LongSupplier nanoTime) {
        this(settings, budget, drifts, () -> ThreadLocalRandom.current().nextLong(), clock, nanoTime);
    }

    /** Visible for testing: with the dice of the test, and a clock that is never set and counts as monotonic too. */
    PlivoClient(ClientSettings settings, RequestBudget budget, DriftLog drifts, RandomGenerator random, Clock clock) {
        this(settings, budget, drifts, random, clock, () -> Duration.between(Instant.EPOCH, clock.instant()).toNanos());
    }

    /** Visible for testing: with the dice of the test. */
    PlivoClient(
                ClientSettings settings, RequestBudget budget, DriftLog drifts, RandomGenerator random, Clock clock,
                LongSupplier nanoTime) {
        this.settings = settings;
        this.budget = budget;
        this.clock = new PlivoClock(clock, nanoTime);
        this.credentials = new Credentials(settings);
        this.drifts = drifts;
        this.mismatches = new MismatchLog(settings.authId(), clock);
        this.transport = new Transport(settings, credentials);
        this.sender = new RequestSender(
                transport, budget, new RetryPolicy(settings.maxRetries(), random), this.clock, mismatches);
    }

    /** As {@link #get(String, PermitRequest, Cancellation)}, for as long as it takes. */
    public MessageDetailRecord get(String messageUuid, Cancellation cancellation)
            throws PlivoException, InterruptedException {
        return get(messageUuid, PermitRequest.of(Priority.PRODUCER), cancellation);
    }

    /**
     * The record of one message.
     *
     * @throws IllegalArgumentException  when the uuid is none, before anything is sent: letters, digits and hyphens, at
     *                                   most 64
     * @throws PlivoRateLimitedException also with status 0, when no permit came within the request's time-out
     * @throws InterruptedException      as soon as the cancellation is stopped
     */
    public MessageDetailRecord get(String messageUuid, PermitRequest permit, Cancellation cancellation)
            throws PlivoException, InterruptedException {
        ApiRequest call = ApiRequest.get(settings, credentials, MessageUuid.check(messageUuid, "the argument messageUuid"));
        MessageDetailRecord record = sender.send(
                call, permit, cancellation, answer -> ResponseReader.record(answer, credentials::hide),
                ResponseCheck.get(messageUuid));
        drifts.record(record, credentials);
        return record;
    }

    /** As {@link #list(MessageQuery, PermitRequest, Cancellation)}, for as long as it takes. */
    public MdrPage list(MessageQuery query, Priority priority, Cancellation cancellation)
            throws PlivoException, InterruptedException {
        return list(query, PermitRequest.of(priority), cancellation);
    }

    /**
     * One page of the list.
     *
     * @throws PlivoRateLimitedException also with status 0, when no permit came within the request's time-out
     * @throws InterruptedException      as soon as the cancellation is stopped
     */
    public MdrPage list(MessageQuery query, PermitRequest permit, Cancellation cancellation)
            throws PlivoException, InterruptedException {
        MdrPage page = sender.send(
                ApiRequest.list(settings, credentials, query), permit, cancellation,
                answer -> ResponseReader.page(answer, credentials::hide),
                ResponseCheck.list(query));
        page.forEach(record -> drifts.record(record, credentials));
        return page;
    }

    /** The local time, corrected where Plivo's responses prove it wrong: the earliest credible time. */
    public Clock clock() {
        return clock;
    }

    /** Plivo's time by the last responses, or the local time if there were none: to show how late records are. */
    public Clock plivoTime() {
        return clock.estimate();
    }

    /**
     * By how much the local clock is ahead of Plivo's, negative if it is behind, by the {@code Date} of the last
     * answers; zero up to 2 s, or if not known.
     */
    public Duration clockOffset() {
        return clock.offset();
    }

    /** The account's budget, which other clients may share. */
    public RequestBudget budget() {
        return budget;
    }

    /** Requests sent so far, retries included. */
    public long requests() {
        return sender.requests();
    }

    /**
     * How many different ways in which records differ from those that this version knows have been seen, by this client
     * and those that share its {@link DriftLog}: new fields, new words, changed JSON types. At most 100 are told apart;
     * each was logged once.
     */
    public int schemaDrifts() {
        return drifts.count();
    }

    /**
     * Answers that did not belong to their request so far: rows of another time or another filter, another page or
     * record. Each was dropped with its connection.
     */
    public long mismatches() {
        return mismatches.count();
    }

    /** Closes the connections; requests in flight fail. */
    @Override
    public void close() {
        transport.close();
    }
}
