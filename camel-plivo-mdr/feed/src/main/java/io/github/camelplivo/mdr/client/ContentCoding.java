package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.zip.GZIPInputStream;

import org.apache.hc.client5.http.entity.DeflateInputStream;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpMessage;

/**
 * How the body of a response is packed: not at all, or once. HttpClient itself unpacks as many layers as a header
 * names, one stream inside the other, until the stack overflows.
 *
 * @param names the encodings in lower case, without {@code identity}
 */
record ContentCoding(List<String> names) {

    /** For the header {@code Accept-Encoding}. */
    static final String ACCEPTED = "gzip, deflate";

    static ContentCoding of(HttpMessage message) {
        List<String> names = new ArrayList<>();
        for (Header header : message.getHeaders(HttpHeaders.CONTENT_ENCODING)) {
            for (String element : header.getValue() == null ? new String[0] : header.getValue().split(",")) {
                String name = element.split(";", 2)[0].trim().toLowerCase(Locale.ROOT);
                if (!name.isEmpty() && !name.equals("identity")) {
                    names.add(name);
                }
            }
        }
        return new ContentCoding(List.copyOf(names));
    }

    boolean isReadable() {
        return names.isEmpty() || names.size() == 1 && isKnown(names.get(0));
    }

    private static boolean isKnown(String name) {
        return name.equals("gzip") || name.equals("x-gzip") || name.equals("deflate");
    }

    /** The unpacked content; the content itself where this is not readable. */
    InputStream unpack(InputStream content) throws IOException {
        if (names.isEmpty() || !isReadable()) {
            return content;
        }
        return names.get(0).equals("deflate") ? new DeflateInputStream(content) : new GZIPInputStream(content);
    }

    /** The encodings, or the first of many. */
    @Override
    public String toString() {
        return names.size() <= 3 ? String.join(", ", names) : names.get(0) + " and " + (names.size() - 1) + " more";
    }
}
