package io.github.camelplivo.mdr.campaign;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;

import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PageFault;

/** Decides which faults happen, and when. Its random generator is used only on the feed's own thread. */
final class FaultInjector {

    private static final List<Fault> FAULTS = List.of(
            ConnectionFault.reset(), ConnectionFault.resetInBody(), ConnectionFault.truncated(), Fault.tooManyRequests(),
            Fault.tooManyRequests("3"),
            Fault.tooManyRequests("0.5"), Fault.tooManyRequestsText(), Fault.serverError(), Fault.badGatewayHtml(),
            Fault.unavailableHtml(), Fault.okHtml(), Fault.okEmpty(), Fault.okErrorObject(), Fault.asyncSpawned(),
            Fault.unauthorized(), Fault.forbidden(), Fault.notFound(), Fault.json400("invalid filter"),
            Fault.redirect("https://elsewhere.example/"),
            PageFault.withNullMeta(), PageFault.withoutMeta(), Fault.huge(2 << 20));
    private static final Duration STALL = Duration.ofSeconds(5);

    /** Responses that look like an empty list. Two in a row count as one, so they are rare. */
    private static final List<Fault> HOLLOW = List.of(PageFault.withNullObjects(), PageFault.withoutObjects());
    private static final int WHILE = 60;

    private final Plan plan;
    private final Timeline timeline;
    private final Instant end;
    private final Random own;
    private final Random servers;
    private final Thread thread = Thread.currentThread();
    private int stalls;
    private int sinceHollow = WHILE;
    private int responses;
    private volatile boolean outage;
    private volatile Instant wrongDateAt = Instant.MIN;

    FaultInjector(Plan plan, Timeline timeline) {
        this.plan = plan;
        this.timeline = timeline;
        this.end = timeline.now().plus(plan.faultsFor());
        this.own = new Random(plan.seed() + 1);
        this.servers = new Random(plan.seed() + 2);
        this.stalls = plan.stalls();
    }

    /** Whether there are still faults. */
    boolean lasts() {
        return timeline.now().isBefore(end);
    }

    /** The time after which there are no faults. */
    Instant end() {
        return end;
    }

    /** The time of the last response with a wrong date. */
    Instant wrongDateAt() {
        return wrongDateAt;
    }

    /** Whether Plivo is down. */
    void outage(boolean now) {
        outage = now;
    }

    /** The fault that replaces the next response, or null; it may have the date of a wrong clock. */
    synchronized Fault nextFault() {
        if (!lasts()) {
            return null;
        }
        Fault fault = outage ? Fault.unavailableHtml() : fault();
        responses++;
        boolean wrong = switch (plan.circumstances().dates()) {
            case RIGHT -> false;
            case ONE_WRONG -> responses == 5;
            case SOME_WRONG -> servers.nextInt(4) == 0;
            case ALL_WRONG -> true;
            case WRONG_ON_ERRORS -> fault != null;
        };
        if (!wrong) {
            return fault;
        }
        wrongDateAt = timeline.now();
        Instant date = timeline.now().plus(plan.circumstances().dateAhead());
        return fault == null ? Fault.date(date) : fault.dated(date);
    }

    private Fault fault() {
        if (stalls > 0 && servers.nextInt(20) == 0) {
            stalls--;
            return ConnectionFault.stall(STALL);
        }
        if (++sinceHollow > WHILE && servers.nextInt(1000) < plan.faults()) {
            sinceHollow = 0;
            return HOLLOW.get(servers.nextInt(HOLLOW.size()));
        }
        return servers.nextInt(1000) < plan.faults() ? FAULTS.get(servers.nextInt(FAULTS.size())) : null;
    }

    /** The duration of a request. */
    synchronized Duration latency() {
        return Duration.ofMillis(servers.nextInt(600));
    }

    /** A step at which the process may end. */
    void step() {
        if (plan.deaths() > 0 && lasts() && Thread.currentThread() == thread && own.nextInt(1000) < plan.deaths()) {
            throw new ProcessKilled();
        }
    }

    /** A write that may fail. */
    void write() throws IOException {
        step();
        if (lasts() && own.nextInt(1000) < plan.storeFails()) {
            throw new IOException("disk full");
        }
    }

    boolean routeFails() {
        return lasts() && own.nextInt(1000) < plan.routeFails();
    }

    /** The response belongs to another request. */
    synchronized boolean sendsWrongResponse() {
        return lasts() && servers.nextInt(1000) < plan.circumstances().wrongResponses();
    }

    int choose(int bound) {
        return own.nextInt(bound);
    }
}
