package io.github.camelplivo.mdr;

import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.window.MalformedRow;
import io.github.camelplivo.mdr.model.MdrPage;
import org.apache.camel.Message;
import org.jspecify.annotations.Nullable;

/** Pages as messages of an exchange. */
final class PageExchanges {

    private PageExchanges() {
    }

    /** Sets the body, the headers of its {@code meta} and the {@code api_id}. */
    static void fill(Message message, MdrPage page) {
        message.setBody(page);
        set(message, PlivoMdrConstants.API_ID, page.getApiId());
        set(message, PlivoMdrConstants.LIMIT, page.getMeta().limit());
        set(message, PlivoMdrConstants.OFFSET, page.getMeta().offset());
    }

    /** Sets the body and the headers for a page of a feed. */
    static void fill(Message message, FeedPage page) {
        MalformedRow malformed = page.malformed();
        if (malformed == null) {
            fill(message, page.page());
        } else {
            message.setBody(malformed.error().getBody());
            message.setHeader(PlivoMdrConstants.MALFORMED, malformed.error().getProblem());
            set(message, PlivoMdrConstants.API_ID, malformed.error().getApiId());
        }
        message.setHeader(PlivoMdrConstants.PAGE_ID, page.id());
        message.setHeader(PlivoMdrConstants.SWEEP, page.sweep().kind().toString());
        set(message, PlivoMdrConstants.AGE, page.sweep().age());
        message.setHeader(PlivoMdrConstants.WINDOW_START, page.window().from());
        message.setHeader(PlivoMdrConstants.WINDOW_END, page.window().to());
    }

    static void set(Message message, String header, @Nullable Object value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
