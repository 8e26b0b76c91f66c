package io.github.camelplivo.mdr.support;

import java.time.Duration;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.PlivoMdrAuthenticationException;
import io.github.camelplivo.mdr.PlivoMdrException;
import io.github.camelplivo.mdr.PlivoMdrMalformedException;
import io.github.camelplivo.mdr.PlivoMdrNotFoundException;
import io.github.camelplivo.mdr.PlivoMdrRateLimitedException;
import io.github.camelplivo.mdr.PlivoMdrRejectedException;
import io.github.camelplivo.mdr.PlivoMdrUnavailableException;
import io.github.camelplivo.mdr.simulator.ConnectionFault;
import io.github.camelplivo.mdr.simulator.Fault;
import org.junit.jupiter.params.provider.Arguments;

import static org.junit.jupiter.params.provider.Arguments.arguments;

/** All bad responses in place of a record or a page, with the expected exceptions. */
public final class BadResponses {

    private static final long FIFTY_MEGABYTES = 50L << 20;
    private static final Fault NO_RESPONSE = ConnectionFault.stall(Duration.ofSeconds(20));

    private BadResponses() {
    }

    /** Fault, exception, status code. */
    public static Stream<Arguments> all() {
        return Stream.of(
                bad(Fault.unauthorized(), PlivoMdrAuthenticationException.class, 401),
                bad(Fault.unauthorizedJson(), PlivoMdrAuthenticationException.class, 401),
                bad(Fault.forbidden(), PlivoMdrAuthenticationException.class, 403),
                bad(Fault.notFound(), PlivoMdrNotFoundException.class, 404),
                bad(Fault.notFoundEmptyObject(), PlivoMdrNotFoundException.class, 404),
                bad(Fault.json400("invalid filter"), PlivoMdrRejectedException.class, 400),
                bad(Fault.tooManyRequests(), PlivoMdrRateLimitedException.class, 429),
                bad(Fault.tooManyRequests("2"), PlivoMdrRateLimitedException.class, 429),
                bad(Fault.tooManyRequests("0.5"), PlivoMdrRateLimitedException.class, 429),
                bad(Fault.tooManyRequests("soon"), PlivoMdrRateLimitedException.class, 429),
                bad(Fault.tooManyRequestsText(), PlivoMdrRateLimitedException.class, 429),
                bad(Fault.serverError(), PlivoMdrUnavailableException.class, 500),
                bad(Fault.badGatewayHtml(), PlivoMdrUnavailableException.class, 502),
                bad(Fault.unavailableHtml(), PlivoMdrUnavailableException.class, 503),
                bad(Fault.okHtml(), PlivoMdrMalformedException.class, 200),
                bad(Fault.okEmpty(), PlivoMdrMalformedException.class, 200),
                bad(Fault.okErrorObject(), PlivoMdrMalformedException.class, 200),
                bad(Fault.asyncSpawned(), PlivoMdrMalformedException.class, 200),
                bad(Fault.huge(FIFTY_MEGABYTES), PlivoMdrMalformedException.class, 200),
                bad(Fault.redirect("https://elsewhere.example/"), PlivoMdrMalformedException.class, 308),
                bad(ConnectionFault.truncated(), PlivoMdrUnavailableException.class, 0),
                bad(ConnectionFault.reset(), PlivoMdrUnavailableException.class, 0),
                bad(ConnectionFault.resetInBody(), PlivoMdrUnavailableException.class, 0),
                bad(NO_RESPONSE, PlivoMdrUnavailableException.class, 0));
    }

    /** Short only if there is no response: a busy machine must not turn a response into a time-out. */
    public static String responseTimeout(Fault fault) {
        return "responseTimeout=" + (fault == NO_RESPONSE ? 1_000 : 30_000);
    }

    private static Arguments bad(Fault fault, Class<? extends PlivoMdrException> exception, int status) {
        return arguments(fault, exception, status);
    }
}
