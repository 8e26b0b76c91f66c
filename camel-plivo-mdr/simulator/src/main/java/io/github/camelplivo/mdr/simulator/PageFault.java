package io.github.camelplivo.mdr.simulator;

import java.util.function.UnaryOperator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** The true page of the list, but without a part of it. Records and errors stay as they are. */
public final class PageFault {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PageFault() {
    }

    /** The true page, but {@code objects} is null. */
    public static Fault withNullObjects() {
        return changed("withNullObjects", page -> page.putNull("objects"));
    }

    /** The true page without {@code objects}. */
    public static Fault withoutObjects() {
        return changed("withoutObjects", page -> page.without("objects"));
    }

    /** The true page, but {@code meta} is null. */
    public static Fault withNullMeta() {
        return changed("withNullMeta", page -> page.putNull("meta"));
    }

    /** The true page without {@code meta}. */
    public static Fault withoutMeta() {
        return changed("withoutMeta", page -> page.without("meta"));
    }

    private static Fault changed(String name, UnaryOperator<ObjectNode> change) {
        return Fault.changed(name, truth -> {
            try {
                return JSON.readTree(truth.text()) instanceof ObjectNode page && page.has("meta")
                        ? truth.body(change.apply(page).toString())
                        : truth;
            } catch (JsonProcessingException e) {
                // a 401 is no JSON, and stays what it is
                return truth;
            }
        });
    }
}
