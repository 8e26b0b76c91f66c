package io.github.camelplivo.mdr.springboot;

import java.util.List;
import java.util.Map;

import io.github.camelplivo.mdr.PlivoMdrFeeds;
import org.apache.camel.CamelContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.lang.Nullable;

/** {@code /actuator/plivomdr}: the figures and operations of the feeds. */
@WebEndpoint(id = "plivomdr")
public class PlivoMdrFeedsEndpoint {

    private final PlivoMdrFeeds feeds;

    public PlivoMdrFeedsEndpoint(CamelContext context) {
        this.feeds = PlivoMdrFeeds.of(context);
    }

    /** The figures of each feed. */
    @ReadOperation
    public Map<String, List<Map<String, Object>>> feeds() {
        return Map.of("feeds", feeds.figures());
    }

    /**
     * Runs an operation on a feed, see {@link PlivoMdrFeeds#run}. The status is 400 if the operation fails.
     *
     * @param feed may be missing if there is only one feed
     * @param from for {@code reread}
     */
    @WriteOperation
    public WebEndpointResponse<Map<String, String>> run(
            @Selector String operation, @Nullable String feed, @Nullable String from) {
        try {
            return new WebEndpointResponse<>(Map.of("done", operation + " of " + feeds.run(operation, feed, from)));
        } catch (IllegalArgumentException e) {
            return new WebEndpointResponse<>(Map.of("error", e.getMessage()), WebEndpointResponse.STATUS_BAD_REQUEST);
        }
    }
}
