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

/** Plivo, as the plan has it. Time passes with each request. */
final class Server implements AutoCloseable {

    private final Plan plan;
    private final Timeline timeline;
    private final AccountTimeline life;
    private final FaultInjector fate;
    private final PlivoSimulator plivo;
    private final WrongAnswers wrongAnswers;
    private final Instant stretch;
    private Question before;

    Server(Plan plan, Timeline timeline, SimulatedAccount account, AccountTimeline life, FaultInjector fate) {
        this.plan = plan;
        this.timeline = timeline;
        this.life = life;
        this.fate = fate;
        Random random = new Random(plan.seed() + 3);
        this.wrongAnswers = new WrongAnswers(account, random);
        long past = Math.min(plan.past().toSeconds(), 3600);
        this.stretch = timeline.now().minusSeconds(past).plusSeconds(random.nextLong(past + plan.life().toSeconds() + 1));
        PlivoSimulator.Builder builder = PlivoSimulator.builder().account(account).clock(timeline.truth()).seed(plan.seed())
                .unlimited().quirks(plan.quirks().toArray(Quirk[]::new));
        if (plan.trouble().quietDays() > 0) {
            builder.longestRange(Duration.ofDays(plan.trouble().longestRange()));
        }
        plivo = (plan.perMinute() == Plan.UNLIMITED ? builder : builder.listRequestsPerMinute(plan.perMinute())).start();
        plivo.onRequest(this::request);
    }

    private void request(ReceivedRequest request) {
        timeline.advance(fate.latency());
        Question asked = Question.of(request);
        life.before(asked);
        Fault fault = fault(asked);
        before = asked;
        if (fault != null) {
            plivo.faults().nextList(fault);
        }
    }

    private Fault fault(Question asked) {
        boolean unreadable = !plan.trouble().stretch().isZero()
                && asked.touches(stretch, stretch.plus(plan.trouble().stretch()));
        if (unreadable && fate.lasts()) {
            return Fault.okErrorObject();
        }
        Fault wrong = fate.answersWrongly() ? wrongAnswers.to(asked, before, timeline.now()) : null;
        return wrong != null ? wrong : fate.answer();
    }

    URI baseUrl() {
        return plivo.baseUrl();
    }

    @Override
    public void close() {
        plivo.close();
    }
}
