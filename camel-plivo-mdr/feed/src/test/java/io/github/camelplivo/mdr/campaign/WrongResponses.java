package io.github.camelplivo.mdr.campaign;

import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/**
 * Responses that belong to another request, as middleboxes send them: to the previous one, or to this one without its
 * bounds. Only those that a reader can distinguish from the right one: they have another offset or limit, or several
 * rows that are far outside of the window.
 */
final class WrongResponses {

    private static final Duration DEFAULT_WINDOW = Duration.ofHours(24);
    /** Plivo's rounding is not known: a row so near to a bound may belong to the response. */
    private static final Duration NEAR = Duration.ofSeconds(5);
    private static final int SEVERAL = 2;

    private final SimulatedAccount account;
    private final Random random;

    WrongResponses(SimulatedAccount account, Random random) {
        this.account = account;
        this.random = random;
    }

    /** A wrong response, or null if there is none that can be distinguished from the right one. */
    Fault to(ListRequest requested, ListRequest before, Instant now) {
        ListRequest lowerDropped = new ListRequest(Instant.MIN, requested.to(), requested.offset(), requested.limit());
        return switch (random.nextInt(4)) {
            case 0 -> ifDistinguishable(Fault.withoutParameters("message_time__gte"), lowerDropped, requested);
            case 1 -> ifDistinguishable(
                    Fault.withoutParameters("message_time__lt"),
                    new ListRequest(requested.from(), Instant.MAX, requested.offset(), requested.limit()), requested);
            case 2 -> ifDistinguishable(
                    Fault.withoutParameters("message_time__gte", "message_time__lt"),
                    new ListRequest(now.minus(DEFAULT_WINDOW), Instant.MAX, requested.offset(), requested.limit()), requested);
            default -> before == null ? null : ifDistinguishable(Fault.answerToThePrevious(), before, requested);
        };
    }

    private Fault ifDistinguishable(Fault fault, ListRequest processed, ListRequest requested) {
        boolean otherPage = processed.offset() != requested.offset() || processed.limit() != requested.limit();
        return otherPage || outside(processed, requested) >= SEVERAL ? fault : null;
    }

    private long outside(ListRequest processed, ListRequest requested) {
        // whole seconds: the list may order the rows of a second in any way
        Instant from = requested.from().minus(NEAR).truncatedTo(ChronoUnit.SECONDS);
        Instant to = requested.to().plus(NEAR).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        List<ObjectNode> rows = account.truth(processed.from(), processed.to());
        return rows.stream().skip(processed.offset()).limit(processed.limit()).map(WrongResponses::time)
                .filter(time -> time.isBefore(from) || !time.isBefore(to)).count();
    }

    private static Instant time(ObjectNode row) {
        return OffsetDateTime.parse(row.get("message_time").asText().replace(' ', 'T')).toInstant();
    }
}
