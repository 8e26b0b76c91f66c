package io.github.camelplivo.mdr.feed.window;

import java.time.Duration;

import io.github.camelplivo.mdr.model.MdrPage;

/** Where the pages come from: Plivo's message list with the feed's filters. May be asked by several threads. */
@FunctionalInterface
public interface PageSource {

    /** Rows a page, Plivo's maximum ("List all messages": "limit … maximum 20"). */
    int PAGE_SIZE = 20;

    /** How long Plivo keeps records. */
    Duration RETENTION = Duration.ofDays(90);

    /**
     * The rows that were asked for.
     *
     * @throws InterruptedException   when reading was cancelled while it waited
     * @throws MalformedPageException when there was an answer, but no page in it; its cause is thrown on
     * @throws RefusedException       when Plivo refused the list as such (400); its cause is thrown on
     * @throws UnavailableException   when no list came (5xx, no answer); its cause is thrown on
     * @throws Exception              when the page could not be had; it may be asked for again
     */
    MdrPage page(PageRequest request) throws Exception;
}
