package io.github.camelplivo.mdr;

import java.util.Collections;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.function.Predicate;

import io.github.camelplivo.mdr.feed.RangeReader;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.Exchange;
import org.apache.camel.RuntimeCamelException;

/**
 * The records of a range, which reads each page when its first record is requested. It throws every failure, and never
 * hides one as an end.
 * <p>
 * It reads no more for an exchange that has failed: the split of a failed exchange iterates over the rest, to release
 * exchanges that it never created (Camel's {@code MulticastProcessor#doDone}).
 */
final class RecordIterator implements Iterator<MessageDetailRecord> {

    private final RangeReader reader;
    private final Predicate<MessageDetailRecord> wanted;
    private final Exchange exchange;
    private Iterator<MessageDetailRecord> page = Collections.emptyIterator();
    private boolean ended;

    /** @param exchange the one that requested the records */
    RecordIterator(RangeReader reader, Predicate<MessageDetailRecord> wanted, Exchange exchange) {
        this.reader = reader;
        this.wanted = wanted;
        this.exchange = exchange;
    }

    /** @throws RuntimeCamelException whose cause says why the next page could not be read; may be called again */
    @Override
    public boolean hasNext() {
        try {
            while (!page.hasNext() && !ended) {
                if (exchange.isFailed()) {
                    throw failed();
                }
                MdrPage next = reader.next().orElse(null);
                ended = next == null;
                page = next == null ? page : next.stream().filter(wanted).iterator();
            }
        } catch (Exception e) {
            throw RuntimeCamelException.wrapRuntimeCamelException(e);
        }
        return page.hasNext();
    }

    /**
     * Its message names the failure: Camel makes this the exception of the exchange, in place of the failure itself.
     */
    private Exception failed() {
        String text = "The exchange has failed, so the remaining records are not read";
        Exception failure = exchange.getException();
        return failure == null ? new IllegalStateException(text) : new RuntimeCamelException(text + ": " + failure, failure);
    }

    @Override
    public MessageDetailRecord next() {
        if (!hasNext()) {
            throw new NoSuchElementException("All records of the range were read");
        }
        return page.next();
    }
}
