package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Random;
import java.util.Set;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import io.github.camelplivo.mdr.support.TestClock;

/**
 * The records of a schedule, and the times of their changes. The version of a record is in its {@code total_amount}.
 */
final class AccountTimeline {

    /** A record that is listed permanently from a certain time on. */
    record Message(String uuid, Instant time, Instant listed, List<Instant> changes) {

        /** Its current version, from 0 on. */
        int versionAt(Instant moment) {
            return (int) changes.stream().filter(change -> !change.isAfter(moment)).count();
        }
    }

    private record Change(Instant at, String uuid, int version) {
    }

    private static final Duration RECENT = Duration.ofMinutes(20);
    static final Duration AFTER_THE_START = Duration.ofSeconds(20);
    static final Duration BURST = Duration.ofMinutes(1);
    /** For this many rows of a tie that stay, one leaves. */
    private static final int LEAVES = 4;

    private final Plan plan;
    private final TestClock clock;
    private final SimulatedAccount account;
    private final Random random;
    private final Instant start;
    private final Map<String, Message> messages = new HashMap<>();
    private final Instant tie;
    private final List<String> leaving = new ArrayList<>();
    private final List<String> visitors = new ArrayList<>();
    private final Set<String> unreadable = new HashSet<>();
    private final PriorityQueue<Change> due = new PriorityQueue<>((one, other) -> one.at.compareTo(other.at));
    private int named;

    AccountTimeline(Plan plan, TestClock clock, SimulatedAccount account) {
        this.plan = plan;
        this.clock = clock;
        this.account = account;
        this.start = clock.instant();
        // not the stream that made the plan
        this.random = new Random(~plan.seed());
        add(plan.history(), start.minus(plan.past()), plan.past());
        add(plan.arrivals(), start, plan.life());
        tie = within(start.minus(recent()), recent());
        addTie(plan.circumstances().tie());
        for (int i = 0; i < plan.circumstances().burst(); i++) {
            add(within(start.plus(AFTER_THE_START), BURST), 0, random);
        }
        List<String> uuids = messages.keySet().stream().sorted().toList();
        for (int i = 0; i < Math.min(uuids.size(), plan.malformed()); i++) {
            unreadable.add(uuids.get(random.nextInt(uuids.size())));
        }
        Crowds crowds = plan.circumstances().crowds();
        // not the stream of the other records, which are the same without crowds
        Random ofCrowds = new Random(plan.seed() * 31 + 13);
        crowds.past().forEach(size -> addCrowd(size, start.minus(recent()), recent(), ofCrowds));
        crowds.live().forEach(size -> addCrowd(size, start, plan.life(), ofCrowds));
    }

    private void addCrowd(int records, Instant from, Duration within, Random ofCrowds) {
        Duration span = Crowds.span(ofCrowds);
        Instant latest = from.plus(within).minus(span);
        Instant begin = within(from, within, ofCrowds);
        for (int i = 0; i < records; i++) {
            long micros = ofCrowds.nextLong(span.toNanos() / 1000);
            add((begin.isBefore(latest) ? begin : latest).plusNanos(1000 * micros), plan.changes(), ofCrowds);
        }
    }

    private Duration recent() {
        return plan.past().compareTo(RECENT) < 0 ? plan.past() : RECENT;
    }

    private void addTie(int rows) {
        for (int i = 0; i < rows; i++) {
            add(tie, 0, random);
            if (i % LEAVES == 0) {
                String uuid = uuid();
                account.add(record(uuid), tie, Instant.MIN);
                leaving.add(uuid);
            }
        }
    }

    private void add(int records, Instant from, Duration span) {
        for (int added = 0; added < records;) {
            Instant time = within(from, span);
            int tie = 1 + (random.nextInt(10) == 0 ? random.nextInt(plan.ties()) : 0);
            boolean exactly = random.nextBoolean();
            for (int i = 0; i < tie; i++) {
                add(exactly ? time : time.truncatedTo(ChronoUnit.SECONDS).plusMillis(random.nextInt(1000)));
            }
            added += tie;
        }
    }

    private void add(Instant time) {
        add(time, plan.changes(), random);
    }

    private void add(Instant time, int mostChanges, Random random) {
        Duration late = Duration.ZERO;
        if (plan.late() > 0 && random.nextInt(plan.late()) == 0) {
            Duration most = random.nextBoolean() ? plan.settle() : plan.lastAge();
            late = Duration.ofMillis((long) (random.nextDouble() * most.toMillis()));
        }
        List<Instant> changes = new ArrayList<>();
        for (int i = random.nextInt(mostChanges + 1); i > 0; i--) {
            changes.add(within(time, plan.lastAge().multipliedBy(2), random));
        }
        changes.sort(null);
        String uuid = uuid();
        account.add(record(uuid), time, time.plus(late));
        for (int i = 0; i < changes.size(); i++) {
            due.add(new Change(changes.get(i), uuid, i + 1));
        }
        messages.put(uuid, new Message(uuid, time, time.plus(late), changes));
    }

    private String uuid() {
        return "uuid-%05d".formatted(named++);
    }

    private static ObjectNode record(String uuid) {
        return JsonNodeFactory.instance.objectNode().put("message_uuid", uuid).put("message_state", "queued")
                .put("total_amount", "0.00000");
    }

    private Instant within(Instant from, Duration span) {
        return within(from, span, random);
    }

    private static Instant within(Instant from, Duration span, Random random) {
        return from.plusMillis((long) (random.nextDouble() * span.toMillis()));
    }

    /** Before each request: applies the due changes, and sometimes adds or removes a row. */
    synchronized void before(ListRequest requested) {
        if (!leaving.isEmpty() && requested.touches(tie, tie.plusNanos(1)) && random.nextInt(3) == 0) {
            account.remove(leaving.remove(leaving.size() - 1));
        }
        advance();
    }

    /** Applies the due changes, and sometimes adds or removes a row. */
    private void advance() {
        Instant now = clock.instant();
        while (!due.isEmpty() && !due.peek().at.isAfter(now)) {
            Change change = due.remove();
            account.change(change.uuid, json -> json.put("total_amount", change.version + ".00000"));
        }
        if (random.nextInt(1000) < plan.unrest()) {
            if (random.nextBoolean() && !visitors.isEmpty()) {
                account.remove(visitors.remove(random.nextInt(visitors.size())));
            } else {
                Instant from = start.minus(plan.past());
                String uuid = uuid();
                account.add(record(uuid), within(from, Duration.between(from, now)), Instant.MIN);
                visitors.add(uuid);
            }
        }
    }

    Map<String, Message> messages() {
        return messages;
    }

    boolean isUnreadable(String uuid) {
        return unreadable.contains(uuid);
    }

}
