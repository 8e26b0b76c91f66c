package io.github.camelplivo.mdr.source;

import java.util.HexFormat;
import java.util.Map;

import io.github.camelplivo.mdr.client.MessageFilter;
import io.github.camelplivo.mdr.model.Sha256;

/**
 * Names the records that a feed reads. The key appears in logs and watermarks, so it has phone numbers only as a hash.
 * The hash hides them from a casual reader only: trying all numbers takes a second, as docs/security.md says.
 */
public final class FeedKey {

    private FeedKey() {
    }

    /** @param filters with their values, in the order of the key; no times */
    public static String of(String authId, Map<MessageFilter, String> filters) {
        StringBuilder key = new StringBuilder(authId);
        // no '=', which a FileStateRepository of Camel does not allow
        filters.forEach((filter, value) -> key.append(';').append(filter.plivoName()).append(':')
                .append(filter.isNumber() ? hash(value) : value));
        return key.toString();
    }

    private static String hash(String value) {
        return HexFormat.of().formatHex(Sha256.of(value), 0, 8);
    }
}
