package io.github.camelplivo.mdr.log;

import java.util.Optional;

import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * How logs name a feed. While a thread works for a feed, the {@linkplain FeedLogger lines} that it writes begin with
 * the name and the reader, and its MDC has the name as {@value #FEED} and, while it works for a sweep, that as
 * {@value #SWEEP}. Afterwards the thread and its MDC are as they were before.
 *
 * @param name   as in health, JMX and meters
 * @param reader its reader, such as {@code route orders}; {@code null} if unknown
 */
public record FeedName(String name, @Nullable String reader) {

    /** Key of the MDC. */
    public static final String FEED = "plivo.feed";
    /** Key of the MDC. */
    public static final String SWEEP = "plivo.sweep";

    private static final ThreadLocal<@Nullable FeedName> CURRENT = new ThreadLocal<>();

    /** Work that returns something. */
    public interface Work<T, E extends Exception> {

        T run() throws E;
    }

    /** Work that returns nothing. */
    public interface Action<E extends Exception> {

        void run() throws E;
    }

    /** The feed that this thread works for. */
    public static Optional<FeedName> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** Runs the work with this feed's name. */
    public <T, E extends Exception> T call(Work<T, E> work) throws E {
        FeedName before = CURRENT.get();
        CURRENT.set(this);
        try {
            return call(FEED, name, work);
        } finally {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        }
    }

    /** Runs the work with this feed's name. */
    public <E extends Exception> void run(Action<E> action) throws E {
        call(asWork(action));
    }

    /** Runs the work with the names of this feed and of the sweep. */
    public static <E extends Exception> void runSweep(Object sweep, Action<E> action) throws E {
        call(SWEEP, sweep.toString(), asWork(action));
    }

    private static <T, E extends Exception> T call(String key, String value, Work<T, E> work) throws E {
        String before = MDC.get(key);
        MDC.put(key, value);
        try {
            return work.run();
        } finally {
            if (before == null) {
                MDC.remove(key);
            } else {
                MDC.put(key, before);
            }
        }
    }

    private static <E extends Exception> Work<Optional<?>, E> asWork(Action<E> action) {
        return () -> {
            action.run();
            return Optional.empty();
        };
    }

    @Override
    public String toString() {
        return reader == null ? name : name + " (" + reader + ")";
    }
}
