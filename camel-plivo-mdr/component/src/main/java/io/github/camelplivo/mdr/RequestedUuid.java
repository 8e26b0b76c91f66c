package io.github.camelplivo.mdr;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Map;

import io.github.camelplivo.mdr.HeaderValue.InvalidException;
import io.github.camelplivo.mdr.client.MessageUuid;
import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;
import org.apache.camel.TypeConverter;
import org.apache.camel.WrappedFile;

/** The message whose record an exchange requests: the header names it, else the option, else the body. */
final class RequestedUuid {

    private RequestedUuid() {
    }

    /** @throws IllegalArgumentException if there is none, or an invalid one */
    static String of(PlivoMdrConfiguration configuration, Exchange exchange) throws IOException {
        Map<String, Object> headers = exchange.getMessage().getHeaders();
        if (configuration.isHeaderOverrides() && headers.containsKey(PlivoMdrConstants.MESSAGE_UUID)) {
            return checked(headers.get(PlivoMdrConstants.MESSAGE_UUID), "the header " + PlivoMdrConstants.MESSAGE_UUID);
        }
        if (configuration.getMessageUuid() != null) {
            return checked(configuration.getMessageUuid(), "the option messageUuid");
        }
        Object body = exchange.getMessage().getBody();
        if (body == null) {
            throw MessageUuid.invalid("the body", "is null, and there is no "
                                                  + (configuration.isHeaderOverrides()
                                                          ? "header " + PlivoMdrConstants.MESSAGE_UUID + " and no " : "")
                                                  + "option messageUuid");
        }
        return checked(text(body, exchange), "the body");
    }

    private static String checked(Object value, String source) {
        try {
            return MessageUuid.check(HeaderValue.text(value), source);
        } catch (InvalidException e) {
            throw MessageUuid.invalid(source, String.valueOf(e.getMessage()));
        }
    }

    /**
     * The body as a type that {@link HeaderValue} reads; reads only as much of a stream as shows that it is not a uuid.
     */
    private static Object text(Object body, Exchange exchange) throws IOException {
        TypeConverter converter = exchange.getContext().getTypeConverter();
        try {
            if (body instanceof InputStream || body instanceof Reader) {
                return read(body);
            }
            if (body instanceof File || body instanceof WrappedFile) {
                try (InputStream stream = converter.convertTo(InputStream.class, exchange, body)) {
                    return read(stream);
                }
            }
            return isConvertible(body, exchange) ? converter.convertTo(String.class, exchange, body) : body;
        } catch (RuntimeException e) {
            // without the cause, whose message may repeat the body
            throw MessageUuid.invalid("the body", "is " + HeaderValue.type(body) + ", which cannot be read");
        }
    }

    /** Whether Camel has a converter for the type: its fallback is {@code toString()}. */
    private static boolean isConvertible(Object body, Exchange exchange) {
        Class<?> type = body.getClass();
        return !type.isArray() && !type.getName().startsWith("java.")
                && exchange.getContext().getTypeConverterRegistry().lookup(String.class, type) != null;
    }

    private static Object read(Object body) throws IOException {
        Object text;
        if (body instanceof InputStream stream) {
            text = stream.readNBytes(HeaderValue.MAX_LENGTH + 1);
        } else {
            char[] characters = new char[HeaderValue.MAX_LENGTH + 1];
            text = new String(characters, 0, fill(characters, (Reader) body));
        }
        if (body instanceof StreamCache cache) {
            cache.reset();
        }
        return text;
    }

    private static int fill(char[] characters, Reader reader) throws IOException {
        int length = 0;
        for (int read = 1; length < characters.length && read > 0; length += Math.max(read, 0)) {
            read = reader.read(characters, length, characters.length - length);
        }
        return length;
    }
}
