package io.github.camelplivo.mdr.simulator;

import java.time.Duration;

/** Faults of the connection: the regular response, but the connection breaks or is slow. */
public final class ConnectionFault {

    private ConnectionFault() {
    }

    /**
     * The regular response, but the connection is closed in an orderly way in the middle of the body, short of its
     * {@code Content-Length}.
     */
    public static Fault truncated() {
        return Fault.changed("truncated", regular -> regular.delivered(BodyDelivery.CUT).header("Connection", "close"));
    }

    /** A TCP reset before any byte of a response. */
    public static Fault reset() {
        return Fault.changed("reset", regular -> regular.delivered(BodyDelivery.NONE));
    }

    /** The regular response, but the connection is reset in the middle of the body. */
    public static Fault resetInBody() {
        return Fault.changed("resetInBody", regular -> regular.delivered(BodyDelivery.BROKEN));
    }

    /**
     * Silence for this time, then the regular response as it was when the request arrived. Closing the simulator ends
     * the silence with a reset.
     */
    public static Fault stall(Duration silence) {
        return Fault.changed("stall " + silence, regular -> regular.after(silence));
    }

    /**
     * The regular response, but its body arrives in small pieces over this time. The pauses between them are too short
     * for a client's read timeout.
     */
    public static Fault dripped(Duration whole) {
        return Fault.changed("dripped " + whole, regular -> regular.delivered(new DrippedDelivery(whole)));
    }
}
