package io.github.camelplivo.mdr.feed;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

import io.github.camelplivo.mdr.model.MdrPage;

/**
 * A page as the feed delivers it: the records of one answer of Plivo that were not delivered before, newest first.
 *
 * @param id     the same for the same records in the same state, however often and in whatever order they are delivered
 * @param sweep  which sweep read it
 * @param window the window it was read in
 * @param page   the records, never none, with the {@code api_id} and {@code meta} of the answer they came in
 */
public record FeedPage(String id, SweepName sweep, Window window, MdrPage page) {

    FeedPage(SweepName sweep, Window window, MdrPage page) {
        this(idOf(page), sweep, window, page);
    }

    private static String idOf(MdrPage page) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            page.stream().map(r -> r.getMessageUuid() + ":" + r.fingerprint() + "\n").sorted()
                    .forEach(r -> digest.update(r.getBytes(StandardCharsets.UTF_8)));
            return HexFormat.of().formatHex(digest.digest(), 0, 16);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }
}
