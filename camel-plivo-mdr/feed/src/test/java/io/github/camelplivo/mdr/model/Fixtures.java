package io.github.camelplivo.mdr.model;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** Bodies from Plivo's documentation and from the tests of its SDKs. */
public final class Fixtures {

    public static final String RETRIEVE = "seed000-retrieve-a-message.json";
    public static final String WHATSAPP = "seed001-whatsapp-retrieve-a-message.json";
    public static final String LIST = "seed002-list-all-messages.json";
    public static final String SDK_GET = "java-messageGetResponse.json";
    public static final String SDK_LIST = "java-messageListResponse.json";
    public static final String EXAMPLE_LIST = "examples-java-list.json";

    private Fixtures() {
    }

    public static byte[] bytes(String name) {
        try (InputStream in = Fixtures.class.getResourceAsStream("/fixtures/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public static MessageDetailRecord record(String name) {
        return MessageDetailRecord.parse(bytes(name));
    }

    public static MdrPage page(String name) {
        return MdrPage.parse(bytes(name));
    }
}
