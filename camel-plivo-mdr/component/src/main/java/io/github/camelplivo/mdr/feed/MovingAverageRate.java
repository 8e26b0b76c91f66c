package io.github.camelplivo.mdr.feed;

import java.time.Duration;

/** A count by an amount of something else, in which the older amounts count less and less. */
final class MovingAverageRate {

    private final double memory;
    private double count;
    private double amount;

    /** @param memory what was added so long before, measured in amounts, counts for about a third */
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

    /** Not a number as long as nothing was added. */
    double value() {
        return count / amount;
    }
}
