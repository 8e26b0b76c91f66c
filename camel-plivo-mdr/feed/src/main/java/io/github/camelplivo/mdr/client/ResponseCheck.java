package io.github.camelplivo.mdr.client;

import java.util.Locale;
import java.util.Objects;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.PageMeta;
import org.jspecify.annotations.Nullable;

/**
 * Whether a response belongs to its request. Proxies, caches and gateways mix up responses and lose query parameters; a
 * page of another window that is taken for this one's loses records. A false alarm is worse, because it recurs at every
 * attempt: where Plivo's rounding, or a record that changes while it is listed, may explain a difference, the response
 * passes or is only doubted.
 */
@FunctionalInterface
interface ResponseCheck<T> {

    /** How the response differs from the request; null if it does not. */
    @Nullable
    Mismatch mismatch(T value);

    static ResponseCheck<MessageDetailRecord> get(String messageUuid) {
        return record -> {
            String received = record.getMessageUuid();
            return received != null && canonical(messageUuid).equals(canonical(received))
                    ? null : Mismatch.certain("requested record " + messageUuid + ", but received record " + received);
        };
    }

    static ResponseCheck<MdrPage> list(MessageQuery query) {
        TimeBounds bounds = TimeBounds.of(query.getFilters());
        return page -> {
            Mismatch other = Stream.of(place(query, page.getMeta()), rows(query, page), FilterCheck.mismatch(query, page))
                    .filter(Objects::nonNull).findFirst().orElse(null);
            return other == null ? bounds.mismatch(page) : other;
        };
    }

    /** A server may write the same uuid in another way. */
    private static String canonical(String uuid) {
        return uuid.replace("-", "").toLowerCase(Locale.ROOT);
    }

    private static @Nullable Mismatch rows(MessageQuery query, MdrPage page) {
        return page.size() <= query.getLimit()
                ? null
                : Mismatch.certain("requested at most " + query.getLimit() + " rows, but received " + page.size() + " rows");
    }

    private static @Nullable Mismatch place(MessageQuery query, PageMeta meta) {
        // no question has a limit of 0: such a meta was never filled in
        if (meta.limit() != null && meta.limit() < 1) {
            return null;
        }
        boolean same = (meta.limit() == null || meta.limit() == query.getLimit())
                && (meta.offset() == null || meta.offset() == query.getOffset());
        return same
                ? null : Mismatch.certain("requested limit " + query.getLimit() + " and offset " + query.getOffset()
                                          + ", but meta says limit " + meta.limit() + " and offset " + meta.offset());
    }
}
