package io.github.camelplivo.mdr.simulator;

import java.time.Duration;

/** The truth, but on a connection that breaks or is slow. */
public final class ConnectionFault {

    private ConnectionFault() {
    }

    /**
     * The truth, but the connection ends in an orderly way in the middle of the body, short of its
     * {@code Content-Length}.
     */
    public static Fault truncated() {
        return Fault.changed("truncated", truth -> truth.delivered(BodyDelivery.CUT).header("Connection", "close"));
    }

    /** A TCP reset before any byte of an answer. */
    public static Fault reset() {
        return Fault.changed("reset", truth -> truth.delivered(BodyDelivery.NONE));
    }

    /** The truth, but the connection is reset in the middle of the body. */
    public static Fault resetInBody() {
        return Fault.changed("resetInBody", truth -> truth.delivered(BodyDelivery.BROKEN));
    }

    /**
     * Silence for so long, then the truth as it was at the beginning. Closing the simulator ends the silence with a
     * reset.
     */
    public static Fault stall(Duration silence) {
        return Fault.changed("stall " + silence, truth -> truth.after(silence));
    }

    /**
     * The truth, but the body takes so long, in small pieces: longer than a client's patience, and never silent as
     * long.
     */
    public static Fault dripped(Duration whole) {
        return Fault.changed("dripped " + whole, truth -> truth.delivered(new DrippedDelivery(whole)));
    }
}
