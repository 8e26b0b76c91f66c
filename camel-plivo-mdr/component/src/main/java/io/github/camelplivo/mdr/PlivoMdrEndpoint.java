package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.client.PlivoClient;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Fetch Message Detail Records (MDRs) from Plivo, one at a time or as a complete feed of pages.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "plivo-mdr", title = "Plivo MDR", syntax = "plivo-mdr:authId",
             category = { Category.CLOUD, Category.MESSAGING }, headersClass = PlivoMdrConstants.class)
public class PlivoMdrEndpoint extends ScheduledPollEndpoint implements EndpointServiceLocation {

    private static final long DEFAULT_DELAY = 60_000;

    @UriPath(description = "The account (MA...) or subaccount (SA...) whose records to read.")
    @Metadata(required = true)
    private String authId;
    @UriParam
    private PlivoMdrConfiguration configuration;
    @UriParam(defaultValue = "" + DEFAULT_DELAY, javaType = "java.time.Duration", label = "consumer,scheduler",
              description = "Time to wait until the next poll, once the feed has read everything.")
    private long delay = DEFAULT_DELAY;

    private final PlivoMdrComponent component;
    /** Identifies this endpoint, because endpoints with equal URIs are equal. */
    private final Object user = new Object();

    PlivoMdrEndpoint(String uri, PlivoMdrComponent component, String authId, PlivoMdrConfiguration configuration) {
        super(uri, component);
        this.component = component;
        this.authId = authId;
        this.configuration = configuration;
        setDelay(DEFAULT_DELAY);
    }

    @Override
    protected void doInit() throws Exception {
        Converters.require(getCamelContext());
        super.doInit();
    }

    @Override
    public Producer createProducer() {
        return new PlivoMdrProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        PlivoMdrChecks.delay(delay);
        PlivoMdrConsumer consumer = new PlivoMdrConsumer(this, processor, new FeedFactory(this));
        configureConsumer(consumer);
        return consumer;
    }

    /** For {@code pollEnrich} and {@code ConsumerTemplate}: reads a page only on request. */
    @Override
    public PollingConsumer createPollingConsumer() {
        return new PlivoMdrPollingConsumer(this, new FeedFactory(this));
    }

    /** The watermark's key. */
    String getKey() {
        return FeedOptions.key(authId, configuration);
    }

    /** The time between two polls. */
    Duration pollDelay() {
        return Duration.ofNanos(getTimeUnit().toNanos(getDelay()));
    }

    /** Ends waits as soon as the context or a route begins to stop. */
    RouteCancellations cancellations() {
        return component.cancellations();
    }

    /** From here on the account's limits may change, unless other endpoints use them. */
    @Override
    protected void doStop() throws Exception {
        super.doStop();
        component.release(user);
    }

    boolean isHealthCheckEnabled() {
        return component.isHealthCheckConsumerEnabled();
    }

    /** Counts as {@link System#nanoTime()} does. */
    LongSupplier nanoTime() {
        return component.nanoTime();
    }

    /**
     * The HTTP client of this endpoint. Producers and consumers lease it, and not the endpoint, which Camel may drop
     * without stopping it.
     */
    ClientLease lease() throws Exception {
        return component.lease(user, authId, configuration);
    }

    /** @throws IllegalArgumentException when the HTTP options are wrong or contradict those of another endpoint */
    void agree() throws Exception {
        component.agree(user, authId, configuration);
    }

    /**
     * Requests sent by all endpoints with the same account and HTTP options, retries included, since the first of their
     * producers and consumers started; 0 if none is started.
     */
    public long getRequests() throws Exception {
        PlivoClient client = component.client(authId, configuration);
        return client == null ? 0 : client.requests();
    }

    @Override
    public String getServiceUrl() {
        return configuration.getBaseUrl();
    }

    @Override
    public String getServiceProtocol() {
        return "https";
    }

    public String getAuthId() {
        return authId;
    }

    public void setAuthId(String authId) {
        this.authId = authId;
    }

    public PlivoMdrConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(PlivoMdrConfiguration configuration) {
        this.configuration = configuration;
    }

    @Override
    public long getDelay() {
        return delay;
    }

    /** Passes the delay to the scheduler: in other components an option of this name was declared but never used. */
    @Override
    public final void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }
}
