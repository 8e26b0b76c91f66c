package io.github.camelplivo.mdr.feed.window;

import io.github.camelplivo.mdr.model.MdrPage;

/**
 * Decides whether a page is the last: {@code meta.next} and an empty page say so, never a short page alone. An empty
 * response without {@code meta} or {@code objects}, or with a next page, may be an empty list or a server fault, and
 * counts if a second response confirms it.
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
