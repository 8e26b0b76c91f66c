package io.github.camelplivo.mdr.model;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;

/**
 * Plivo's {@code meta} of a page ("List All Messages"). Every value may be missing.
 *
 * @param limit      requested number of rows, 1 to 20
 * @param offset     rows before this page
 * @param next       relative address of the next page; null at the end (Plivo sends null or ""). Its limit may differ
 *                   from this page's, and it may lead to an empty page
 * @param previous   relative address of the previous page, or null
 * @param totalCount rows in all; Plivo stopped sending it in 2021, so usually null
 */
public record PageMeta(
        @Nullable Integer limit, @Nullable Integer offset, @Nullable String next, @Nullable String previous,
        @Nullable Integer totalCount) {

    private static final PageMeta EMPTY = new PageMeta(null, null, null, null, null);

    public PageMeta {
        next = next == null || next.isEmpty() ? null : next;
        previous = previous == null || previous.isEmpty() ? null : previous;
    }

    /** A meta without values. */
    public static PageMeta empty() {
        return EMPTY;
    }

    static PageMeta of(@Nullable JsonNode meta) {
        if (meta == null || !meta.isObject()) {
            return EMPTY;
        }
        return new PageMeta(
                JsonValues.integer(meta.get("limit")), JsonValues.integer(meta.get("offset")),
                JsonValues.text(meta.get("next")),
                JsonValues.text(meta.get("previous")), JsonValues.integer(meta.get("total_count")));
    }
}
