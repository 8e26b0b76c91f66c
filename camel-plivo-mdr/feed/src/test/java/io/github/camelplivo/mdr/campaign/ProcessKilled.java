package io.github.camelplivo.mdr.campaign;

/** The process has ended here. */
final class ProcessKilled extends Error {

    private static final long serialVersionUID = 1;

    ProcessKilled() {
        super("killed", null, false, false);
    }
}
