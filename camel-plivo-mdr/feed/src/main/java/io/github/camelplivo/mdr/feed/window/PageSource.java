package io.github.camelplivo.mdr.feed.window;

import java.time.Duration;

import io.github.camelplivo.mdr.model.MdrPage;

/** The source of pages: Plivo's message list with the feed's filters. Safe for use by several threads. */
@FunctionalInterface
public interface PageSource {

    /** Rows in a page, Plivo's maximum ("List all messages": "limit … maximum 20"). */
    int PAGE_SIZE = 20;

    /** How long Plivo keeps records. */
    Duration RETENTION = Duration.ofDays(90);

    /**
     * The requested rows.
     *
     * @throws InterruptedException   when the thread was cancelled while it waited
     * @throws MalformedPageException when the response is not a page; callers rethrow its cause
     * @throws RefusedException       when Plivo refused the list itself (400); callers rethrow its cause
     * @throws UnavailableException   when no list came (5xx, no response); callers rethrow its cause
     * @throws Exception              when the request failed; it may be sent again
     */
    MdrPage page(PageRequest request) throws Exception;
}
