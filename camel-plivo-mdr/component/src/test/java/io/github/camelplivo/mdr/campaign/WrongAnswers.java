package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/**
 * Answers that belong to another request, as middleboxes give them: to the one before, or to this one without its
 * bounds. Only those that a reader can tell from the right one: they have another offset or limit, or several rows that
 * are far outside of the window.
 */
final class WrongAnswers {

    private static final Duration DEFAULT_WINDOW = Duration.ofHours(24);
    /** Plivo's rounding is not known: a row so near to a bound may belong to the answer. */
    private static final Duration NEAR = Duration.ofSeconds(5);
    private static final int SEVERAL = 2;

    private final SimulatedAccount account;
    private final Random random;

    WrongAnswers(SimulatedAccount account, Random random) {
        this.account = account;
        this.random = random;
    }

    /** A wrong answer, or null if there is none that can be told from the right one. */
    Fault to(ListRequest asked, ListRequest before, Instant now) {
        ListRequest lowerDropped = new ListRequest(Instant.MIN, asked.to(), asked.offset(), asked.limit());
        return switch (random.nextInt(4)) {
            case 0 -> ifTelling(Fault.withoutParameters("message_time__gte"), lowerDropped, asked);
            case 1 -> ifTelling(
                    Fault.withoutParameters("message_time__lt"),
                    new ListRequest(asked.from(), Instant.MAX, asked.offset(), asked.limit()), asked);
            case 2 -> ifTelling(
                    Fault.withoutParameters("message_time__gte", "message_time__lt"),
                    new ListRequest(now.minus(DEFAULT_WINDOW), Instant.MAX, asked.offset(), asked.limit()), asked);
            default -> before == null ? null : ifTelling(Fault.answerToThePrevious(), before, asked);
        };
    }

    private Fault ifTelling(Fault fault, ListRequest answered, ListRequest asked) {
        boolean otherPage = answered.offset() != asked.offset() || answered.limit() != asked.limit();
        return otherPage || outside(answered, asked) >= SEVERAL ? fault : null;
    }

    private long outside(ListRequest answered, ListRequest asked) {
        Instant from = asked.from().minus(NEAR);
        Instant to = asked.to().plus(NEAR);
        List<ObjectNode> rows = account.truth(answered.from(), answered.to());
        return rows.stream().skip(answered.offset()).limit(answered.limit()).map(WrongAnswers::time)
                .filter(time -> time.isBefore(from) || !time.isBefore(to)).count();
    }

    private static Instant time(ObjectNode row) {
        return OffsetDateTime.parse(row.get("message_time").asText().replace(' ', 'T')).toInstant();
    }
}
