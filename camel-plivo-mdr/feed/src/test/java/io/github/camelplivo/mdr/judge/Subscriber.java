package io.github.camelplivo.mdr.judge;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.WatermarkStore;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/** Polls a feed like a route, with a delay after each poll, and records the deliveries and their times. */
final class Subscriber {

    /** One version of one record, as delivered. */
    record Delivery(String version, String uuid, Instant at, SweepId.Kind sweep) {
    }

    final VirtualTime time;
    final VirtualPlivo plivo;
    final List<Delivery> deliveries = new ArrayList<>();
    final List<FeedPage> deadLetters = new ArrayList<>();
    final List<Exception> failures = new ArrayList<>();
    WatermarkStore store = new MemoryWatermarkStore();
    DeliveredVersions versions = new MemoryVersions();
    Duration settle = Duration.ofSeconds(15);
    Duration delay = Duration.ofSeconds(60);
    List<Duration> recheckAfter = List.of();
    int windows = 1;
    boolean deadLetter;
    Instant startTime;
    Duration startBack;
    Instant endTime;
    private Runnable beforeAcknowledge = () -> {
    };
    private Feed feed;

    Subscriber(VirtualTime time, VirtualPlivo plivo) {
        this.time = time;
        this.plivo = plivo;
        this.startTime = time.now();
    }

    Subscriber startsBack(Duration back) {
        startTime = time.clock().instant().minus(back);
        startBack = back;
        return this;
    }

    Subscriber rechecks(Duration... ages) {
        recheckAfter = List.of(ages);
        return this;
    }

    Subscriber beforeAcknowledge(Runnable hook) {
        beforeAcknowledge = hook;
        return this;
    }

    Feed feed() throws IOException {
        if (feed == null) {
            feed = new Feed(
                    new FeedSettings(
                            "judged", startTime, endTime, settle, delay, recheckAfter, windows, 8 << 20, deadLetter,
                            startBack),
                    plivo, store, versions, Runnable::run, time.clock(), time.nanoTime());
        }
        return feed;
    }

    /** An orderly stop. */
    void stop() throws IOException {
        if (feed != null) {
            feed.close();
            feed = null;
        }
    }

    /** Ends the process: only the store remains. */
    void crash() {
        feed = null;
    }

    /** Reads everything available, then waits for the delay. A failure ends the poll. */
    void poll() throws IOException {
        pollUntil(Instant.MAX);
    }

    private void pollUntil(Instant end) throws IOException {
        Feed open = feed();
        open.refreshClock();
        try {
            while (time.now().isBefore(end) && deliverNext(open)) {
                // another page
            }
        } catch (Exception e) {
            failures.add(e);
        }
        time.advance(delay);
    }

    /** @return whether there was a page */
    boolean deliverNext(Feed open) throws Exception {
        plivo.callBegins();
        Optional<FeedPage> next = open.next();
        if (next.isEmpty()) {
            return false;
        }
        FeedPage page = next.get();
        beforeAcknowledge.run();
        for (MessageDetailRecord record : page.page()) {
            deliveries.add(new Delivery(
                    Message.version(record), record.getMessageUuid(), time.now(), page.sweep().kind()));
        }
        if (page.malformed() != null) {
            deadLetters.add(page);
        }
        open.acknowledge(page);
        return true;
    }

    /** Polls until the virtual time has passed; within a poll too, because a poll may last long. */
    Subscriber run(Duration how) throws IOException {
        return runUntil(time.now().plus(how));
    }

    Subscriber runUntil(Instant end) throws IOException {
        while (time.now().isBefore(end)) {
            pollUntil(end);
        }
        return this;
    }

    Set<String> uuids() {
        Set<String> uuids = new HashSet<>();
        deliveries.forEach(d -> uuids.add(d.uuid()));
        return uuids;
    }

    Set<String> versions() {
        Set<String> known = new HashSet<>();
        deliveries.forEach(d -> known.add(d.version()));
        return known;
    }

    long delivered(SweepId.Kind kind) {
        return deliveries.stream().filter(d -> d.sweep() == kind).count();
    }

    Optional<Instant> firstDelivery(Message message) {
        return deliveries.stream().filter(d -> d.uuid().equals(message.uuid)).map(Delivery::at).findFirst();
    }

    /** The delay of the first delivery of each record, by uuid. */
    Map<String, Duration> waits() {
        Map<String, Duration> waits = new HashMap<>();
        deliveries.forEach(d -> waits.putIfAbsent(d.uuid(), Duration.between(plivo.list.message(d.uuid()).time, d.at())));
        return waits;
    }

    /** Messages that are listed but were never delivered. */
    List<Message> missing() {
        Set<String> came = uuids();
        return plivo.list.all().stream().filter(m -> m.isListed(time.now()) && !came.contains(m.uuid)).toList();
    }

    /** Versions that were delivered more than once. */
    Set<String> repeated() {
        Set<String> once = new HashSet<>();
        Set<String> more = new LinkedHashSet<>();
        deliveries.stream().map(Delivery::version).filter(v -> !once.add(v)).forEach(more::add);
        return more;
    }
}
