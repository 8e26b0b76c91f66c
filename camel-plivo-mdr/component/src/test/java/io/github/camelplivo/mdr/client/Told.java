package io.github.camelplivo.mdr.client;

import java.util.List;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import org.slf4j.LoggerFactory;

/** What a class logs for everybody, that is from INFO on. */
final class Told implements AutoCloseable {

    private final Logger logger;
    private final ListAppender<ILoggingEvent> lines = new ListAppender<>();

    Told(Class<?> by) {
        logger = (Logger) LoggerFactory.getLogger(by);
        logger.setLevel(Level.INFO);
        lines.start();
        logger.addAppender(lines);
    }

    /** The lines, each after its level and a blank. */
    List<String> lines() {
        return List.copyOf(lines.list).stream().map(line -> line.getLevel() + " " + line.getFormattedMessage()).toList();
    }

    @Override
    public void close() {
        logger.detachAppender(lines);
        logger.setLevel(null);
    }
}
