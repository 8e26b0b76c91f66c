package io.github.camelplivo.mdr.feed;

import java.time.Duration;

/** A count for each unit of an amount, in which older amounts have less weight. */
final class MovingAverageRate {

    private final double memory;
    private double count;
    private double amount;

    /** @param memory an addition this amount ago has about a third of its weight */
    MovingAverageRate(double memory) {
        this.memory = memory;
    }

    /** Rows a second along the time line. */
    static MovingAverageRate perSecond(Duration memory) {
        return new MovingAverageRate(memory.toSeconds());
    }

    void add(double newCount, double newAmount) {
        double kept = Math.exp(-newAmount / memory);
        count = count * kept + newCount;
        amount = amount * kept + newAmount;
    }

    /** NaN until something was added. */
    double value() {
        return count / amount;
    }
}
