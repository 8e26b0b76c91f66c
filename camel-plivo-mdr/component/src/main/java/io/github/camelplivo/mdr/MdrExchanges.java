package io.github.camelplivo.mdr;

import java.io.IOException;

import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.model.MdrPage;
import org.apache.camel.Exchange;
import org.apache.camel.Message;
import org.apache.camel.spi.Synchronization;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Pages as exchanges, and the completion of an exchange as the acknowledgement of its page. */
final class MdrExchanges {

    private static final Logger LOG = LoggerFactory.getLogger(MdrExchanges.class);

    /** What became of an exchange. */
    interface Outcome {

        /** Called once, by the thread that completed the exchange. */
        void accept(boolean acknowledged);
    }

    private MdrExchanges() {
    }

    /** Sets the body, the headers of its {@code meta} and the {@code api_id}. */
    static void fill(Message message, MdrPage page) {
        message.setBody(page);
        set(message, PlivoMdrConstants.API_ID, page.getApiId());
        set(message, PlivoMdrConstants.LIMIT, page.getMeta().limit());
        set(message, PlivoMdrConstants.OFFSET, page.getMeta().offset());
    }

    /** Fills the exchange with the page, and acknowledges the page when the exchange has completed successfully. */
    static void fill(Exchange exchange, FeedPage page, Feed feed, Outcome outcome) {
        Message message = exchange.getMessage();
        if (page.unreadable() == null) {
            fill(message, page.page());
        } else {
            message.setBody(page.unreadable().error().getBody());
            message.setHeader(PlivoMdrConstants.MALFORMED, page.unreadable().error().getProblem());
            set(message, PlivoMdrConstants.API_ID, page.unreadable().error().getApiId());
        }
        message.setHeader(PlivoMdrConstants.PAGE_ID, page.id());
        message.setHeader(PlivoMdrConstants.SWEEP, page.sweep().kind().toString());
        set(message, PlivoMdrConstants.AGE, page.sweep().age());
        message.setHeader(PlivoMdrConstants.WINDOW_START, page.window().from());
        message.setHeader(PlivoMdrConstants.WINDOW_END, page.window().to());
        exchange.getExchangeExtension().addOnCompletion(new Synchronization() {

            @Override
            public void onComplete(Exchange completed) {
                // a rollback without an exception completes too
                boolean rolledBack = completed.isRollbackOnly() || completed.isRollbackOnlyLast();
                outcome.accept(!rolledBack && acknowledge(feed, page));
            }

            @Override
            public void onFailure(Exchange failed) {
                outcome.accept(false);
            }
        });
    }

    /**
     * Nothing may be thrown out of a completion. Where the position could not be written the feed itself goes no
     * further.
     */
    private static boolean acknowledge(Feed feed, FeedPage page) {
        try {
            feed.acknowledge(page);
            return true;
        } catch (IOException | RuntimeException e) {
            LOG.error("The page {} was processed, but the position after it could not be kept: {}. No further page is delivered"
                      + " until it can; if the process ends before that, this page comes again",
                    page.id(), e.getMessage(), e);
            return false;
        }
    }

    static void set(Message message, String header, Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
