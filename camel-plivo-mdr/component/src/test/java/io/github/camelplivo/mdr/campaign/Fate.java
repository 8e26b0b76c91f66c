package io.github.camelplivo.mdr.campaign;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Random;

import io.github.camelplivo.mdr.simulator.Fault;

/** Decides what goes wrong, and when. Only what happens on the feed's own thread is decided by its dice. */
final class Fate {

    private static final List<Fault> FAULTS = List.of(
            Fault.reset(), Fault.resetInBody(), Fault.truncated(), Fault.tooManyRequests(), Fault.tooManyRequests("3"),
            Fault.tooManyRequests("0.5"), Fault.tooManyRequestsText(), Fault.serverError(), Fault.badGatewayHtml(),
            Fault.unavailableHtml(), Fault.okHtml(), Fault.okEmpty(), Fault.okErrorObject(), Fault.asyncSpawned(),
            Fault.unauthorized(), Fault.forbidden(), Fault.notFound(), Fault.json400("invalid filter"),
            Fault.redirect("https://elsewhere.example/"),
            Fault.withNullMeta(), Fault.withoutMeta(), Fault.huge(2 << 20));
    private static final Duration STALL = Duration.ofSeconds(5);

    /** What looks like an empty list. Twice in a row it is one, so these come once in a while only. */
    private static final List<Fault> HOLLOW = List.of(Fault.withNullObjects(), Fault.withoutObjects());
    private static final int WHILE = 60;

    private final Plan plan;
    private final Random own;
    private final Random servers;
    private final Thread thread = Thread.currentThread();
    private int stalls;
    private int sinceHollow = WHILE;

    Fate(Plan plan) {
        this.plan = plan;
        this.own = new Random(plan.seed() + 1);
        this.servers = new Random(plan.seed() + 2);
        this.stalls = plan.stalls();
    }

    /** What the next request gets instead of an answer, or null. */
    synchronized Fault fault() {
        if (stalls > 0 && servers.nextInt(20) == 0) {
            stalls--;
            return Fault.stall(STALL);
        }
        if (++sinceHollow > WHILE && servers.nextInt(1000) < plan.faults()) {
            sinceHollow = 0;
            return HOLLOW.get(servers.nextInt(HOLLOW.size()));
        }
        return servers.nextInt(1000) < plan.faults() ? FAULTS.get(servers.nextInt(FAULTS.size())) : null;
    }

    /** How long a request is under way. */
    synchronized Duration latency() {
        return Duration.ofMillis(servers.nextInt(600));
    }

    /** A step at which the process may end. */
    void step() {
        if (plan.deaths() > 0 && Thread.currentThread() == thread && own.nextInt(1000) < plan.deaths()) {
            throw new Killed();
        }
    }

    /** A write that may fail. */
    void write() throws IOException {
        step();
        if (own.nextInt(1000) < plan.storeFails()) {
            throw new IOException("disk full");
        }
    }

    boolean routeFails() {
        return own.nextInt(1000) < plan.routeFails();
    }

    int choose(int bound) {
        return own.nextInt(bound);
    }
}
