package io.github.camelplivo.mdr.budget;

/**
 * The number of lists a minute that Plivo seems to accept: the configured number, until it refuses one.
 * <p>
 * A refusal cuts the rate to nine tenths of the lists that Plivo accepted in the minute before, but by no more than a
 * half and never below one a minute, if more are configured. Then every quiet minute raises it by half a per cent more
 * than the minute before did, up to the configured rate: the square of the quiet minutes over 400 is the logarithm of
 * the gain. So a limit slightly below the rate causes a refusal about once in six minutes, a few cuts find a limit that
 * is far lower, and even a rate that was halved without a reason recovers within seventeen minutes.
 */
final class AdaptiveListRate {

    private static final double MINUTE = 60e9;
    private static final double LEAST = 1;

    private int configured;
    private double cut;
    private long quietSince;

    AdaptiveListRate(int configured) {
        this.configured = configured;
        this.cut = configured;
    }

    int configured() {
        return configured;
    }

    /** Sets another configured rate; a cut stays in force. */
    void configure(int perMinute) {
        cut = cut >= configured ? perMinute : cut;
        configured = perMinute;
    }

    /** Lists a minute at this moment. */
    double at(long nanoTime) {
        if (cut >= configured) {
            return configured;
        }
        double minutes = Math.max(0, nanoTime - quietSince) / MINUTE;
        // slowly at first: a server with fixed minutes refuses only at the end of one
        return Math.min(configured, cut * Math.exp(minutes * minutes / 400));
    }

    /**
     * Cuts the rate, because
     *
     * Plivo has refused a list.
     *
     * @param accepted how many lists it accepted in the minute before
     */
    void cut(long nanoTime, int accepted) {
        double pace = at(nanoTime);
        double least = Math.min(LEAST, configured / 2.0);
        cut = Math.max(least, Math.max(pace / 2, 0.9 * Math.min(pace, accepted)));
        quietSince = nanoTime;
    }

    /** Starts the quiet time at this moment. */
    void quietFrom(long nanoTime) {
        quietSince = nanoTime;
    }
}
