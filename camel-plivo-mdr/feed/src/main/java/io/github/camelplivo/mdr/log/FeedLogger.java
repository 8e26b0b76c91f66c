package io.github.camelplivo.mdr.log;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A logger whose lines begin with the {@linkplain FeedName name of the feed} that the thread works for. */
public final class FeedLogger {

    private final Logger log;

    private FeedLogger(Logger log) {
        this.log = log;
    }

    public static FeedLogger of(Class<?> type) {
        return new FeedLogger(LoggerFactory.getLogger(type));
    }

    /** @param arguments for each {@code {}}, then maybe an exception */
    public void debug(String message, @Nullable Object... arguments) {
        if (log.isDebugEnabled()) {
            log.debug(named(message), withName(arguments));
        }
    }

    /** @param arguments for each {@code {}}, then maybe an exception */
    public void info(String message, @Nullable Object... arguments) {
        log.info(named(message), withName(arguments));
    }

    /** @param arguments for each {@code {}}, then maybe an exception */
    public void warn(String message, @Nullable Object... arguments) {
        log.warn(named(message), withName(arguments));
    }

    /** @param arguments for each {@code {}}, then maybe an exception */
    public void error(String message, @Nullable Object... arguments) {
        log.error(named(message), withName(arguments));
    }

    private static String named(String message) {
        return "{}" + message;
    }

    private static @Nullable Object[] withName(@Nullable Object[] arguments) {
        @Nullable
        Object[] all = new @Nullable Object[arguments.length + 1];
        all[0] = FeedName.current().map(name -> name + ": ").orElse("");
        System.arraycopy(arguments, 0, all, 1, arguments.length);
        return all;
    }
}
