package io.github.camelplivo.mdr;

import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.function.LongSupplier;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.PermitRequest;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.client.MessageQuery;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.client.PlivoMdrMalformedException;
import io.github.camelplivo.mdr.client.PlivoMdrRejectedException;
import io.github.camelplivo.mdr.client.PlivoMdrUnavailableException;
import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FileWatermarkStore;
import io.github.camelplivo.mdr.feed.RangeReader;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.SweepPageSource;
import io.github.camelplivo.mdr.feed.WatermarkStore;
import io.github.camelplivo.mdr.feed.window.MalformedPageException;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.RefusedException;
import io.github.camelplivo.mdr.feed.window.UnavailableException;
import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Exchange;
import org.apache.camel.PollingConsumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Service;
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

    private static final FeedLogger LOG = FeedLogger.of(PlivoMdrEndpoint.class);
    private static final long DEFAULT_DELAY = 60_000;

    @UriPath(description = "The account (MA...) or subaccount (SA...) whose records are read.")
    @Metadata(required = true)
    private String authId;
    @UriParam
    private PlivoMdrConfiguration configuration;
    @UriParam(defaultValue = "" + DEFAULT_DELAY, javaType = "java.time.Duration", label = "consumer,scheduler",
              description = "How long to wait until the next poll, once everything has been read.")
    private long delay = DEFAULT_DELAY;

    private final PlivoMdrComponent component;
    /** Stands for this endpoint where endpoints with equal URIs must not be taken for each other. */
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
        PlivoMdrChecks.consumer(configuration);
        PlivoMdrChecks.delay(delay);
        PlivoMdrConsumer consumer = new PlivoMdrConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    /** For {@code pollEnrich} and {@code ConsumerTemplate}: reads a page only when asked for one. */
    @Override
    public PollingConsumer createPollingConsumer() {
        PlivoMdrChecks.consumer(configuration);
        return new PlivoMdrPollingConsumer(this);
    }

    /** Runs what the feed reads ahead, {@code null} if it may send one request at a time only. */
    ExecutorService newReaders(Object user) {
        int threads = configuration.getConcurrentRequests();
        return threads == 1
                ? null
                : getCamelContext().getExecutorServiceManager().newFixedThreadPool(user, "PlivoMdrReadAhead", threads);
    }

    /** @param readers from {@link #newReaders} */
    void shutdown(ExecutorService readers) {
        if (readers != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(readers);
        }
    }

    /**
     * Opens the feed of this endpoint; whoever opens it closes it.
     *
     * @param client  asks Plivo, open for longer than the feed
     * @param readers from {@link #newReaders}
     * @param read    told of every page that Plivo has given, by any thread
     */
    Feed openFeed(PlivoClient client, Cancellation waiter, ExecutorService readers, Runnable read) throws Exception {
        Object feed = new Object();
        // the window that is delivered next is read first; sweeps take turns
        MessageQuery query = MdrQueries.forFeed(configuration);
        SweepPageSource source = (sweep, request) -> {
            PermitRequest permit = new PermitRequest(
                    priority(sweep.kind()), List.of(feed, sweep), request.window().from().getEpochSecond(), null);
            MdrPage page = page(client, query, request, permit, waiter);
            read.run();
            return page;
        };
        Duration livePeriod = Duration.ofNanos(getTimeUnit().toNanos(getDelay()));
        WatermarkStore store = openStore();
        try {
            Clock clock = client.clock();
            return new Feed(
                    PlivoMdrSettings.feed(authId, configuration, livePeriod, clock, store.load().isEmpty()), source, store,
                    openVersions(store.load().isEmpty()), readers == null ? Runnable::run : readers, clock, nanoTime());
        } catch (Exception e) {
            store.close();
            throw e;
        }
    }

    /** @param begins whether the feed has no position yet */
    private DeliveredVersions openVersions(boolean begins) throws Exception {
        if (configuration.getIdempotentRepository() != null) {
            start(configuration.getIdempotentRepository());
            return new RepositoryVersions(configuration.getIdempotentRepository(), getKey());
        }
        if (configuration.getRecheckAfter() != null) {
            LOG.warn(
                    "Which records were delivered is remembered in memory only: after a restart those younger than the last age"
                     + " of recheckAfter={} come once more. Set idempotentRepository to a durable one if they must not",
                    configuration.getRecheckAfter());
        }
        Object place = configuration.getWatermarkFile() != null
                ? Path.of(configuration.getWatermarkFile()).toAbsolutePath() : configuration.getWatermarkRepository();
        return FeedMemory.of(getCamelContext()).versions(new FeedMemory.Position(place, getKey()), begins);
    }

    /** The context stops it: others may use it longer than this endpoint. */
    private void start(Service repository) throws Exception {
        getCamelContext().addService(repository, true, true);
    }

    /**
     * All records that the exchange asks for, read while the iterator is walked, which may be after the producer that
     * made it was stopped.
     *
     * @param clock Plivo's time
     */
    Iterator<MessageDetailRecord> records(Exchange exchange, Clock clock) throws Exception {
        Map<MdrFilter, String> filters = MdrQueries.filters(configuration, exchange);
        TimeRange range = TimeRange.of(filters, clock);
        PermitRequest permit = new PermitRequest(Priority.BACKFILL, this, 0, null);
        MessageQuery query = MdrQueries.forRange(filters);
        Cancellation waiter = component.cancellations().of(exchange);
        // nobody says when the iterator is no longer needed: no client is held between two pages
        PageSource source = request -> {
            try (ClientLease lease = lease()) {
                return page(lease.client(), query, request, permit, waiter);
            }
        };
        return new RecordIterator(new RangeReader(range.window(), source, clock), range::contains, exchange);
    }

    private static MdrPage page(
            PlivoClient client, MessageQuery query, PageRequest request, PermitRequest permit, Cancellation waiter)
            throws Exception {
        try {
            return client.list(
                    query.withWindow(request.window().from(), request.window().to()).withOffset(request.offset())
                            .withLimit(request.limit()),
                    permit, waiter);
        } catch (PlivoMdrMalformedException e) {
            throw new MalformedPageException(e.getRawBody(), e.getProblem(), e.getApiId(), e);
        } catch (PlivoMdrRejectedException e) {
            throw e.getStatusCode() == 400 ? new RefusedException(e) : e;
        } catch (PlivoMdrUnavailableException e) {
            throw new UnavailableException(e);
        }
    }

    private static Priority priority(SweepId.Kind sweep) {
        return switch (sweep) {
            case LIVE -> Priority.LIVE;
            case RECHECK -> Priority.RECHECK;
            case BACKFILL -> Priority.BACKFILL;
        };
    }

    private WatermarkStore openStore() throws Exception {
        if (configuration.getWatermarkFile() != null) {
            return new FileWatermarkStore(Path.of(configuration.getWatermarkFile()));
        }
        if (configuration.getWatermarkRepository() != null) {
            start(configuration.getWatermarkRepository());
            return new RepositoryWatermarkStore(
                    configuration.getWatermarkRepository(), getKey());
        }
        WatermarkStore store = FeedMemory.of(getCamelContext()).open(getKey());
        if (store.load().isEmpty()) {
            LOG.warn("The position of this feed is kept in memory only: after a restart of the context it begins anew at"
                     + " startTime={}. Set watermarkFile or watermarkRepository to go on instead",
                    configuration.getStartTime());
        }
        return store;
    }

    /** The watermark's key. */
    String getKey() {
        return PlivoMdrSettings.key(authId, configuration);
    }

    /** For {@code get} and {@code list}. */
    PermitRequest producerPermit() {
        return new PermitRequest(Priority.PRODUCER, this, 0, Duration.ofMillis(configuration.getPermitTimeout()));
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
     * The HTTP client of this endpoint. Producers and consumers lease it, and not the endpoint, which nobody may stop.
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

    /** Also where the scheduler reads it from: an option of this name that nobody reads has cost others their delay. */
    @Override
    public final void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }
}
