package io.github.camelplivo.mdr.benchmarks;

import java.util.function.Consumer;

/** One way of reading an account's records of a time range. */
enum Walk {

    /** The component: a route from {@code plivo-mdr:}. */
    FEED("plivo-mdr") {
        @Override
        AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception {
            return FeedWalk.run(task, uuids);
        }
    },

    /** The iterator of Plivo's own client. */
    SDK("plivo-java") {
        @Override
        AutoCloseable run(Reader.Task task, Consumer<String> uuids) {
            return SdkWalk.run(task, uuids);
        }
    },

    /** A hand-written route: timer, camel-http, camel-jackson, split, and the same again with {@code meta.next}. */
    ROUTE("camel-http route") {
        @Override
        AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception {
            return RouteWalk.run(task, uuids);
        }
    },

    /** Polls for records later than the greatest time of the polls before. */
    GREATEST_TIME("greatest time") {
        @Override
        AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception {
            return GreatestTimeWalk.run(task, uuids);
        }
    },

    /** The minimum: HttpClient 5 and Jackson's tree, following {@code meta.next}. */
    BARE("HttpClient + Jackson") {
        @Override
        AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception {
            return BareWalk.run(task, uuids);
        }
    };

    private final String shown;

    Walk(String shown) {
        this.shown = shown;
    }

    /**
     * Reads all records, and passes on the uuid of each record each time that it is received.
     *
     * @return the resources to close at the end
     */
    abstract AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception;

    @Override
    public String toString() {
        return shown;
    }
}
