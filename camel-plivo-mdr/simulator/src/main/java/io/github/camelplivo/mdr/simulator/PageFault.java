package io.github.camelplivo.mdr.simulator;

import java.util.function.UnaryOperator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Faults of pages: the regular page of the list without one of its parts. Records and errors are unchanged. */
public final class PageFault {

    private static final ObjectMapper JSON = new ObjectMapper();

    private PageFault() {
    }

    /** The regular page, but {@code objects} is null. */
    public static Fault withNullObjects() {
        return changed("withNullObjects", page -> page.putNull("objects"));
    }

    /** The regular page without {@code objects}. */
    public static Fault withoutObjects() {
        return changed("withoutObjects", page -> page.without("objects"));
    }

    /** The regular page, but {@code meta} is null. */
    public static Fault withNullMeta() {
        return changed("withNullMeta", page -> page.putNull("meta"));
    }

    /** The regular page without {@code meta}. */
    public static Fault withoutMeta() {
        return changed("withoutMeta", page -> page.without("meta"));
    }

    private static Fault changed(String name, UnaryOperator<ObjectNode> change) {
        return Fault.changed(name, regular -> {
            try {
                return JSON.readTree(regular.text()) instanceof ObjectNode page && page.has("meta")
                        ? regular.body(change.apply(page).toString())
                        : regular;
            } catch (JsonProcessingException e) {
                // a 401 is not JSON and is unchanged
                return regular;
            }
        });
    }
}
