package io.github.camelplivo.mdr;

/** What the producer does. The names are those of the option. */
public enum PlivoMdrOperation {

    /** Fetches the record of one message. */
    get,
    /** Fetches one page of the list. */
    list,
    /** Reads all records of a closed stretch of time, lazily. */
    listAll;
}
