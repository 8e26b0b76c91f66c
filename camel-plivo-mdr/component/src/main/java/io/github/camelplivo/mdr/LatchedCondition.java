package io.github.camelplivo.mdr;

/** A state that is told once when it begins and once when it ends. */
final class LatchedCondition {

    private boolean on;

    /** Whether it begins with this. */
    boolean begins(boolean condition) {
        boolean begins = !on && condition;
        on |= begins;
        return begins;
    }

    /** Whether it ends with this. */
    boolean ends(boolean condition) {
        boolean ends = on && condition;
        on &= !ends;
        return ends;
    }
}
