package io.github.camelplivo.mdr.campaign;

/** The process has ended here. */
final class Killed extends Error {

    private static final long serialVersionUID = 1;

    Killed() {
        super("killed", null, false, false);
    }
}
