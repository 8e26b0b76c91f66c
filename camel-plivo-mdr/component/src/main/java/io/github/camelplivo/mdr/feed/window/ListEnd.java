package io.github.camelplivo.mdr.feed.window;

import io.github.camelplivo.mdr.model.MdrPage;

/**
 * Decides whether a page is the last: {@code meta.next} and an empty page say so, never a short page alone. An empty
 * answer without {@code meta} or {@code objects}, or with a next page, may be a plain empty list or a mishap of the
 * server, and counts when it comes twice.
 */
final class ListEnd {

    private boolean doubted;

    boolean isReachedBy(MdrPage page) {
        boolean last = ListEvidence.hasMeta(page) && page.getMeta().next() == null;
        if (page.isEmpty()) {
            boolean certain = doubted || last && !page.lacksObjects();
            doubted = true;
            return certain;
        }
        doubted = false;
        return last;
    }
}
