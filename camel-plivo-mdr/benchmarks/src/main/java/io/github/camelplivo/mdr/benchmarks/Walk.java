package io.github.camelplivo.mdr.benchmarks;

import java.util.function.Consumer;

/** One way of reading an account's records of a stretch of time. */
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

    /** A route made by hand: timer, camel-http, camel-jackson, split, and once more with {@code meta.next}. */
    ROUTE("camel-http route") {
        @Override
        AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception {
            return RouteWalk.run(task, uuids);
        }
    },

    /** The floor: HttpClient 5 and Jackson's tree, by {@code meta.next}, and nothing else. */
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
     * Reads everything there is, and hands out the uuid of each record, however often it comes.
     *
     * @return to be closed in the end
     */
    abstract AutoCloseable run(Reader.Task task, Consumer<String> uuids) throws Exception;

    @Override
    public String toString() {
        return shown;
    }
}
