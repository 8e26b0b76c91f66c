package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MessageDetailRecord;

/** The pages that the route of a schedule has processed successfully, and the violations among them. */
final class Deliveries {

    private record Delivery(int version, Instant at) {
    }

    private final Map<String, List<Delivery>> byUuid = new HashMap<>();
    private final Map<String, Integer> times = new HashMap<>();
    private final Map<String, Integer> allowed = new HashMap<>();
    private final Set<Window> unreadable = new HashSet<>();
    private final List<String> problems = new ArrayList<>();
    private int records;

    void add(FeedPage page, Instant now) {
        if (page.malformed() != null) {
            unreadable.add(page.malformed().second());
        }
        for (MessageDetailRecord record : page.page()) {
            records++;
            String key = key(record);
            if (times.merge(key, 1, Integer::sum) > allowed.getOrDefault(key, 1)) {
                problems.add(key + " of " + record.getMessageTime() + " again, by " + page.sweep() + " at " + now);
            }
            List<Delivery> before = byUuid.computeIfAbsent(record.getMessageUuid(), uuid -> new ArrayList<>());
            int version = version(record);
            if (!before.isEmpty() && before.get(before.size() - 1).version > version) {
                problems.add(
                        record.getMessageUuid() + " in version " + version + " after version "
                             + before.get(before.size() - 1).version
                             + ", by " + page.sweep() + " at " + now);
            }
            before.add(new Delivery(version, now));
        }
    }

    /** After the process has ended: these may be redelivered. */
    void mayBeRedelivered(FeedPage inFlight) {
        inFlight.page().forEach(record -> mayBeRedelivered(key(record)));
    }

    /** After the process has forgotten delivered versions: records that are read again may be redelivered. */
    void mayBeRedelivered(Map<String, Instant> timeOf, Instant from) {
        for (String key : Set.copyOf(times.keySet())) {
            Instant time = timeOf.get(key.substring(0, key.indexOf(':')));
            if (time == null || !time.isBefore(from)) {
                mayBeRedelivered(key);
            }
        }
    }

    private void mayBeRedelivered(String key) {
        allowed.put(key, times.getOrDefault(key, 0) + 1);
    }

    int records() {
        return records;
    }

    List<String> problems() {
        return problems;
    }

    private static String key(MessageDetailRecord record) {
        return record.getMessageUuid() + ":" + version(record);
    }

    private static int version(MessageDetailRecord record) {
        return record.getTotalAmount().intValue();
    }

    /** Whether a record was delivered in this version or a later one, or as a malformed row. */
    boolean has(AccountTimeline.Message message, int version) {
        return delivered(message).stream().anyMatch(delivery -> delivery.version >= version)
                || unreadable.stream().anyMatch(second -> isIn(message.time(), second));
    }

    /** Whether any of its versions was delivered by that time. */
    boolean had(AccountTimeline.Message message, Instant time) {
        return delivered(message).stream().anyMatch(delivery -> !delivery.at.isAfter(time));
    }

    void requireAll(AccountTimeline life, ExpectedVersions expected) {
        for (AccountTimeline.Message message : life.messages().values()) {
            int owed = expected.version(message);
            if (owed != ExpectedVersions.NOTHING && !has(message, owed)) {
                problems.add(message + " lost: owed was version " + owed + ", delivered " + delivered(message));
            }
        }
    }

    /** @param slack how much later than a quarter of its age a recheck may be */
    void requireInTime(AccountTimeline life, Plan plan, ExpectedVersions expected, Instant start, Duration slack) {
        for (AccountTimeline.Message message : life.messages().values()) {
            for (Duration age : plan.ages()) {
                int owed = message.versionAt(message.time().plus(age));
                Duration latest = latest(age, plan.ages(), slack);
                Instant end = message.time().plus(latest).plus(latest.dividedBy(4)).plus(slack);
                if (expected.version(message) != ExpectedVersions.NOTHING && !message.time().isBefore(start)
                        && !message.listed().isAfter(message.time().plus(age))
                        && delivered(message).stream().noneMatch(one -> one.version >= owed && !one.at.isAfter(end))) {
                    problems.add(
                            message + " late: owed was version " + owed + " by " + end + ", delivered " + delivered(message));
                }
            }
        }
    }

    /** If polls are so long that a record reaches the next age meanwhile, the recheck of that age must deliver it. */
    private static Duration latest(Duration age, List<Duration> ages, Duration slack) {
        return ages.stream().filter(other -> other.compareTo(age) > 0 && age.plus(slack).compareTo(other) >= 0)
                .reduce(age, (one, other) -> other);
    }

    private List<Delivery> delivered(AccountTimeline.Message message) {
        return byUuid.getOrDefault(message.uuid(), List.of());
    }

    private static boolean isIn(Instant time, Window window) {
        return !time.isBefore(window.from()) && time.isBefore(window.to());
    }
}
