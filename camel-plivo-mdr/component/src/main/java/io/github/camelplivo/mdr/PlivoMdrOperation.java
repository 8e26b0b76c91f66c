package io.github.camelplivo.mdr;

import java.util.Arrays;

/** What the producer does. The names are those of the option and the header. */
public enum PlivoMdrOperation {

    /** Fetches the record of one message. */
    get,
    /** Fetches one page of the list. */
    list,
    /** Reads all records of a closed stretch of time, lazily. */
    listAll;

    static PlivoMdrOperation of(String name) {
        return Arrays.stream(values()).filter(o -> o.name().equals(name)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("operation is '" + name + "', allowed are get, list, listAll"));
    }
}
