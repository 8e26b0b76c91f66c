package io.github.camelplivo.mdr;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Makes the page of a feed wait for a part of it, such as one record behind a {@code split}: the page is acknowledged
 * when the part has completed too, also in another thread or behind {@code seda:}, and is redelivered if the part
 * fails. Without this step, a page waits for its own exchange only.
 * <p>
 * Ignores an exchange that does not come from a page of a feed.
 */
public final class AwaitedByPage implements Processor {

    @Override
    public void process(Exchange part) {
        PageCompletion page = part.getProperty(PageCompletion.PROPERTY, PageCompletion.class);
        if (page != null) {
            page.await(part);
            SinkCopies.await(part, page);
        }
    }
}
