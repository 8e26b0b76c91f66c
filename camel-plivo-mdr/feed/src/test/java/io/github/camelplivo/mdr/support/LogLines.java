package io.github.camelplivo.mdr.support;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.Appender;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/** All log lines at DEBUG, including stack traces, except those of the two loggers that print every header. */
public final class LogLines implements AutoCloseable {

    private final Logger root = logger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private final Appender<ILoggingEvent> console = root.getAppender("console");
    private final Level before = root.getLevel();
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>() {
        @Override
        protected void append(ILoggingEvent event) {
            // the MDC is that of the thread, and is read lazily
            event.prepareForDeferredProcessing();
            super.append(event);
        }
    };

    public LogLines() {
        logger("org.apache.hc.client5.http.headers").setLevel(Level.INFO);
        logger("org.apache.hc.client5.http.wire").setLevel(Level.INFO);
        root.detachAppender(console);
        root.setLevel(Level.DEBUG);
        lines.start();
        root.addAppender(lines);
    }

    private static Logger logger(String name) {
        return (Logger) LoggerFactory.getLogger(name);
    }

    public List<String> all() {
        return List.copyOf(lines.list).stream()
                .map(line -> line.getLoggerName() + ": " + line.getFormattedMessage()
                             + (line.getThrowableProxy() == null ? "" : ThrowableProxyUtil.asString(line.getThrowableProxy())))
                .toList();
    }

    /** The log lines of this component, without its simulator. */
    public List<ILoggingEvent> own() {
        return List.copyOf(lines.list).stream().filter(line -> line.getLoggerName().startsWith("io.github.camelplivo.mdr.")
                && !line.getLoggerName().contains(".simulator.")).toList();
    }

    /** The log lines of one class at this level and above: level and message. */
    public List<String> all(Class<?> logger, Level level) {
        return List.copyOf(lines.list).stream()
                .filter(line -> line.getLoggerName().equals(logger.getName()) && line.getLevel().isGreaterOrEqual(level))
                .map(line -> line.getLevel() + " " + line.getFormattedMessage()).toList();
    }

    @Override
    public void close() {
        root.detachAppender(lines);
        root.setLevel(before);
        root.addAppender(console);
    }
}
