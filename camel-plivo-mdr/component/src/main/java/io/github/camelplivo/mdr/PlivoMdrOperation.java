package io.github.camelplivo.mdr;

/** The operation of a producer. The names are the values of the option. */
public enum PlivoMdrOperation {

    /** Fetches the record of one message. */
    get,
    /** Fetches one page of the list. */
    list,
    /** Lazily reads all records of a closed time range. */
    listAll;
}
