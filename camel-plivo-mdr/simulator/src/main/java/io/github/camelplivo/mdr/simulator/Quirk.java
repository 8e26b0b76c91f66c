package io.github.camelplivo.mdr.simulator;

/**
 * Behaviour of Plivo, or of proxies and gateways in front of it, that was observed or must be expected. A simulator
 * with a quirk shows it all the time.
 */
public enum Quirk {

    /** {@code meta.total_count}, which Plivo sent until July 2021. */
    TOTAL_COUNT,

    /** {@code Api_id} for {@code api_id} in lists, as the sample of "List all messages" has it. */
    UPPERCASE_API_ID,

    /** {@code "is_domestic": "false"}, as in the sample of "Retrieve a message". */
    IS_DOMESTIC_AS_STRING,

    /** {@code is_domestic} twice in one object, as a string and as a boolean, as in the same sample. */
    IS_DOMESTIC_TWICE,

    /** {@code meta.next} on the last page too, where it leads to an empty one. */
    NEXT_LEADS_TO_EMPTY_PAGE,

    /** A {@code limit} in {@code meta.next} that is not {@code meta.limit}: 20, or 10 where that is 20. */
    NEXT_WITH_OTHER_LIMIT,

    /** "" where {@code meta.next} and {@code meta.previous} would be null. */
    EMPTY_NEXT,

    /** {@code resource_uri} names another record, as in Plivo's own examples. */
    FOREIGN_RESOURCE_URI,

    /** Bodies are compressed for clients that offer {@code gzip}. */
    GZIP,

    /** Bodies come in chunks, without a {@code Content-Length}. */
    CHUNKED,

    /**
     * The server closes the connection after each response without announcing it, as it may close an idle connection
     * between two polls.
     */
    CLOSES_CONNECTION,

    /**
     * A path without its last slash is redirected (308) to one with it, at an {@code http:} address; otherwise it is a
     * 404.
     */
    REDIRECTS_MISSING_SLASH,

    /** 400 for a list whose lower bound is more than 90 days ago. */
    REFUSES_OLD_STARTS,

    /** The time filter ignores the fraction of its bounds: {@code 12:00:00.75} means {@code 12:00:00}. */
    TRUNCATES_FILTER_TO_SECONDS,

    /** The time filter ignores digits after the milliseconds of its bounds. */
    TRUNCATES_FILTER_TO_MILLISECONDS,

    /** The time filter compares times that it rounds to the nearest second, half a second up. */
    FILTERS_ROUNDED_TIMES,

    /** Rows are newest first by the whole second only. Inside a second they are in the order of their uuids. */
    ORDERS_BY_SECOND,

    /**
     * Rows are newest first by the whole second only. Each list shuffles the rows of a second, as it shuffles those of
     * a microsecond without this quirk ({@link PlivoSimulator.Builder#shuffleTies}).
     */
    SHUFFLES_SECONDS
}
