package io.github.camelplivo.mdr.monitor;

/** A state that is told once when it begins and once when it ends. */
public final class LatchedCondition {

    private boolean on;

    /** Whether it begins with this. */
    public boolean begins(boolean condition) {
        boolean begins = !on && condition;
        on |= begins;
        return begins;
    }

    /** Whether it ends with this. */
    public boolean ends(boolean condition) {
        boolean ends = on && condition;
        on &= !ends;
        return ends;
    }
}
