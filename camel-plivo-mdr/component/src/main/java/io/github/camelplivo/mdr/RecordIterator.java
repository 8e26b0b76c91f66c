package io.github.camelplivo.mdr;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

import io.github.camelplivo.mdr.feed.RangeReader;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.RuntimeCamelException;

/**
 * The records of a range, each page read when its first record is asked for. What goes wrong is thrown, never hidden as
 * an end.
 */
final class RecordIterator implements Iterator<MessageDetailRecord> {

    private final RangeReader reader;
    private final Predicate<MessageDetailRecord> wanted;
    private Iterator<MessageDetailRecord> page = Collections.emptyIterator();
    private boolean ended;

    RecordIterator(RangeReader reader, Predicate<MessageDetailRecord> wanted) {
        this.reader = reader;
        this.wanted = wanted;
    }

    /** @throws RuntimeCamelException whose cause says why the next page could not be read; may be called again */
    @Override
    public boolean hasNext() {
        try {
            while (!page.hasNext() && !ended) {
                MdrPage next = reader.next().orElse(null);
                ended = next == null;
                page = ended ? page : next.stream().filter(wanted).iterator();
            }
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
        return page.hasNext();
    }

    @Override
    public MessageDetailRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All records of the range were read");
        }
        return page.next();
    }
}
