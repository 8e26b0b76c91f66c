package io.github.camelplivo.mdr.judge;

import java.io.IOException;
import java.lang.ref.WeakReference;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;
import java.util.function.Predicate;

import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.SweepPageSource;
import io.github.camelplivo.mdr.feed.window.MalformedPageException;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.RefusedException;
import io.github.camelplivo.mdr.feed.window.UnavailableException;
import io.github.camelplivo.mdr.model.MdrPage;

/**
 * Plivo's message list by its documentation alone, in virtual time: a request waits for its permit and then for the
 * latency. It behaves well unless a test changes that.
 */
final class VirtualPlivo implements SweepPageSource {

    /** One request: the time of its response, and its sweep. */
    record Received(Instant at, SweepId sweep, PageRequest request) {

        boolean isFor(SweepId.Kind kind) {
            return sweep.kind() == kind;
        }

        Duration length() {
            return VirtualPlivo.length(request);
        }
    }

    /** The parts of a response around its rows. */
    enum Envelope {
        WHOLE(",\"meta\":{\"limit\":%d,\"offset\":%d,\"next\":%s,\"previous\":null},\"objects\":[]"),
        WITHOUT_META(",\"objects\":[]"),
        WITHOUT_OBJECTS(",\"meta\":{\"limit\":%d,\"offset\":%d,\"next\":null,\"previous\":null}");

        private final String rest;

        Envelope(String rest) {
            this.rest = rest;
        }

        MdrPage around(List<Message> rows, PageRequest request, boolean more, Instant now) {
            String next = more ? "\"/v1/Account/A/Message/?offset=" + (request.offset() + request.limit()) + "\"" : "null";
            String json = "{\"api_id\":\"a\"" + String.format(rest, request.limit(), request.offset(), next) + "}";
            MdrPage page = MdrPage.parse(json.getBytes(StandardCharsets.UTF_8));
            return rows.isEmpty() ? page : page.withRecords(rows.stream().map(row -> row.record(now)).toList());
        }
    }

    final MessageList list = new MessageList();
    final List<Received> received = new ArrayList<>();
    /** The exceptions that were thrown instead of pages, as long as the feed keeps them. */
    final List<WeakReference<Exception>> unreadableResponses = new ArrayList<>();
    private final VirtualTime time;
    private Duration permitEvery = Duration.ZERO;
    private Duration latency = Duration.ofMillis(100);
    private Instant nextPermit = Instant.MIN;
    private Predicate<PageRequest> refused = request -> false;
    private BiPredicate<PageRequest, List<Message>> unreadable = (request, rows) -> false;
    private Envelope envelope = Envelope.WHOLE;
    private Envelope emptyEnvelope = Envelope.WHOLE;
    private boolean mute;
    private boolean down;
    private Runnable beforeEach = () -> {
    };
    private Runnable afterEach = () -> {
    };
    private int endless = 5_000;
    private int sinceCall;

    VirtualPlivo(VirtualTime time) {
        this.time = time;
    }

    VirtualPlivo listsAMinute(int lists) {
        permitEvery = Duration.ofMinutes(1).dividedBy(lists);
        return this;
    }

    /** How many lists could have been sent in the time. */
    long permits(Duration elapsed) {
        return elapsed.dividedBy(permitEvery);
    }

    VirtualPlivo latency(Duration each) {
        latency = each;
        return this;
    }

    VirtualPlivo refuses(Predicate<PageRequest> lists) {
        refused = lists;
        return this;
    }

    VirtualPlivo refusesRangesOver(Duration longest) {
        return refuses(request -> length(request).compareTo(longest) > 0);
    }

    /** @param fast how far Plivo's clock is ahead of true time */
    VirtualPlivo refusesStartsBefore(Duration age, Duration fast) {
        return refuses(request -> request.window().from().isBefore(time.now().plus(fast).minus(age)));
    }

    /** @param lists of a request and the rows of its page */
    VirtualPlivo cannotRead(BiPredicate<PageRequest, List<Message>> lists) {
        unreadable = lists;
        return this;
    }

    /** No list that touches the stretch can be read. */
    VirtualPlivo cannotReadListsOf(Instant from, Instant to) {
        return cannotRead((request, rows) -> request.window().from().isBefore(to) && request.window().to().isAfter(from));
    }

    VirtualPlivo readsAgain() {
        return cannotRead((request, rows) -> false);
    }

    VirtualPlivo respondsIn(Envelope every) {
        envelope = every;
        emptyEnvelope = every;
        return this;
    }

    VirtualPlivo respondsToEmptyListsIn(Envelope empty) {
        emptyEnvelope = empty;
        return this;
    }

    /** For a while, no response has any row. */
    VirtualPlivo mute(boolean whether) {
        mute = whether;
        return this;
    }

    VirtualPlivo down(boolean whether) {
        down = whether;
        return this;
    }

    VirtualPlivo beforeEach(Runnable hook) {
        beforeEach = hook;
        return this;
    }

    /** Runs after each response that shows Plivo's time: neither a refusal nor a failed connection. */
    VirtualPlivo afterEach(Runnable hook) {
        afterEach = hook;
        return this;
    }

    /** A call of the feed that sends more requests than this is assumed never to end. */
    VirtualPlivo callsEndWithin(int requests) {
        endless = requests;
        return this;
    }

    void callBegins() {
        sinceCall = 0;
    }

    long received(SweepId.Kind kind) {
        return received.stream().filter(a -> a.isFor(kind)).count();
    }

    static Duration length(PageRequest request) {
        return Duration.between(request.window().from(), request.window().to());
    }

    @Override
    public MdrPage page(SweepId sweep, PageRequest request) throws Exception {
        beforeEach.run();
        if (nextPermit.isAfter(time.now())) {
            time.advanceTo(nextPermit);
        }
        nextPermit = time.now().plus(permitEvery);
        time.advance(latency);
        received.add(new Received(time.now(), sweep, request));
        if (++sinceCall > endless) {
            throw new AssertionError("One call sent " + sinceCall + " requests, the last one " + request);
        }
        try {
            MdrPage page = respond(request);
            afterEach.run();
            return page;
        } catch (MalformedPageException e) {
            // it came with Plivo's time all the same
            afterEach.run();
            throw e;
        }
    }

    private MdrPage respond(PageRequest request) throws Exception {
        if (down) {
            throw new UnavailableException(new IOException("Connection refused"));
        }
        if (request.limit() < 1 || request.limit() > PageSource.PAGE_SIZE || request.offset() < 0 || refused.test(request)) {
            throw new RefusedException(new IOException("400 refused: " + request));
        }
        List<Message> rows = mute ? List.of() : list.rows(request, time.now());
        boolean more = rows.size() > request.limit();
        List<Message> page = more ? rows.subList(0, request.limit()) : rows;
        if (unreadable.test(request, page)) {
            MalformedPageException error = new MalformedPageException(
                    new byte[1024], "an error object", "a", new IOException("200 with an error object: " + request));
            unreadableResponses.add(new WeakReference<>(error));
            throw error;
        }
        return (page.isEmpty() ? emptyEnvelope : envelope).around(page, request, more, time.now());
    }
}
