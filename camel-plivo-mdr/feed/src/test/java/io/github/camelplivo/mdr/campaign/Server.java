package io.github.camelplivo.mdr.campaign;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Random;

import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.Quirk;
import io.github.camelplivo.mdr.simulator.ReceivedRequest;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/** The Plivo of the plan. Time passes with each request. */
final class Server implements AutoCloseable {

    private final Plan plan;
    private final Timeline timeline;
    private final AccountTimeline life;
    private final FaultInjector faults;
    private final PlivoSimulator plivo;
    private final WrongResponses wrongResponses;
    private final Instant stretch;
    private ListRequest before;
    private int requests;

    Server(Plan plan, Timeline timeline, SimulatedAccount account, AccountTimeline life, FaultInjector faults) {
        this.plan = plan;
        this.timeline = timeline;
        this.life = life;
        this.faults = faults;
        Random random = new Random(plan.seed() + 3);
        this.wrongResponses = new WrongResponses(account, random);
        long past = Math.min(plan.past().toSeconds(), 3600);
        this.stretch = timeline.now().minusSeconds(past).plusSeconds(random.nextLong(past + plan.life().toSeconds() + 1));
        PlivoSimulator.Builder builder = PlivoSimulator.builder().account(account).clock(timeline.truth()).seed(plan.seed())
                .unlimited().quirks(plan.quirks().toArray(Quirk[]::new));
        if (plan.circumstances().quietDays() > 0) {
            builder.longestRange(Duration.ofDays(plan.circumstances().longestRange()));
        }
        plivo = (plan.perMinute() == Plan.UNLIMITED ? builder : builder.listRequestsPerMinute(plan.perMinute())).start();
        plivo.onRequest(this::request);
    }

    private void request(ReceivedRequest request) {
        timeline.advance(faults.latency());
        Crowds crowds = plan.circumstances().crowds();
        if (++requests == crowds.changesAt() && crowds.resolution().later != null) {
            plivo.begin(crowds.resolution().later);
        }
        ListRequest requested = ListRequest.of(request);
        life.before(requested);
        Fault fault = fault(requested);
        before = requested;
        if (fault != null) {
            plivo.faults().nextList(fault);
        }
    }

    private Fault fault(ListRequest requested) {
        boolean unreadable = !plan.circumstances().stretch().isZero()
                && requested.touches(stretch, stretch.plus(plan.circumstances().stretch()));
        if (unreadable && faults.lasts()) {
            return Fault.okErrorObject();
        }
        Fault wrong = faults.sendsWrongResponse() ? wrongResponses.to(requested, before, timeline.now()) : null;
        return wrong != null ? wrong : faults.nextFault();
    }

    URI baseUrl() {
        return plivo.baseUrl();
    }

    @Override
    public void close() {
        plivo.close();
    }
}
