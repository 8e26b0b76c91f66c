package io.github.camelplivo.mdr.budget;

/**
 * How many lists a minute Plivo seems to take: those configured, until it refuses one.
 * <p>
 * A refusal cuts the pace to nine tenths of what Plivo accepted in the minute before, but by no more than a half and
 * never below one a minute, if more are configured. Then every quiet minute raises it by half a per cent more than the
 * minute before did, up to the configured pace: the square of the quiet minutes over 400 is the logarithm of the gain.
 * So a limit that is a little lower than the pace is felt for once in about six minutes, one that is far lower is found
 * by a few cuts, and even a pace that was halved without a reason is back within seventeen minutes.
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

    /** Another limit; a cut that is in force stays. */
    void configure(int other) {
        cut = cut >= configured ? other : cut;
        configured = other;
    }

    /** Lists a minute at this moment. */
    double at(long nanoTime) {
        if (cut >= configured) {
            return configured;
        }
        double minutes = Math.max(0, nanoTime - quietSince) / MINUTE;
        // slowly at first: a server whose minute does not slide tells only at its end that the pace is too high
        return Math.min(configured, cut * Math.exp(minutes * minutes / 400));
    }

    /**
     * Plivo has refused a list.
     *
     * @param accepted how many lists it took in the minute before
     */
    void cut(long nanoTime, int accepted) {
        double pace = at(nanoTime);
        double least = Math.min(LEAST, configured / 2.0);
        cut = Math.max(least, Math.max(pace / 2, 0.9 * Math.min(pace, accepted)));
        quietSince = nanoTime;
    }

    /** The quiet begins at this moment and not before. */
    void quietFrom(long nanoTime) {
        quietSince = nanoTime;
    }
}
