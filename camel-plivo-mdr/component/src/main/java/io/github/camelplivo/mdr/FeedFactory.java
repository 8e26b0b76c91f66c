package io.github.camelplivo.mdr;

import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.ExecutorService;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.feed.DeliveredVersions;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FileWatermarkStore;
import io.github.camelplivo.mdr.feed.JdbcWatermarkStore;
import io.github.camelplivo.mdr.feed.SweepPageSource;
import io.github.camelplivo.mdr.feed.WatermarkStore;
import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.source.PlivoPageSource;
import org.apache.camel.CamelContext;
import org.apache.camel.Service;
import org.jspecify.annotations.Nullable;

/** Opens the feed that an endpoint describes: its client, its watermark and the versions that it has delivered. */
final class FeedFactory {

    private static final FeedLogger LOG = FeedLogger.of(FeedFactory.class);

    private final PlivoMdrEndpoint endpoint;
    private final PlivoMdrConfiguration configuration;
    private final CamelContext context;
    private final FeedOptions options;

    /** @throws IllegalArgumentException when an option of the feed is wrong */
    FeedFactory(PlivoMdrEndpoint endpoint) {
        this.endpoint = endpoint;
        this.configuration = endpoint.getConfiguration();
        this.context = endpoint.getCamelContext();
        this.options = FeedOptions.of(endpoint.getAuthId(), configuration);
    }

    /**
     * @param owner    names the threads that read ahead
     * @param pageRead called after every page from Plivo, by any thread
     */
    OpenFeed open(Object owner, Cancellation cancellation, Runnable pageRead) throws Exception {
        ClientLease lease = endpoint.lease();
        ExecutorService readAhead = newReadAhead(owner);
        try {
            return new OpenFeed(
                    openFeed(lease.client(), readAhead, source(lease.client(), cancellation, pageRead)), lease,
                    readAhead, context);
        } catch (Exception | Error e) {
            OpenFeed.release(lease, readAhead, context);
            throw e;
        }
    }

    private @Nullable ExecutorService newReadAhead(Object owner) {
        int threads = options.concurrentRequests();
        return threads == 1
                ? null : context.getExecutorServiceManager().newFixedThreadPool(owner, "PlivoMdrReadAhead", threads);
    }

    private SweepPageSource source(PlivoClient client, Cancellation cancellation, Runnable pageRead) {
        SweepPageSource pages = new PlivoPageSource(MdrQueries.forFeed(configuration), PlivoMdrException::of)
                .forFeed(client, cancellation);
        return (sweep, request) -> {
            MdrPage page = pages.page(sweep, request);
            pageRead.run();
            return page;
        };
    }

    private Feed openFeed(PlivoClient client, @Nullable ExecutorService readAhead, SweepPageSource source) throws Exception {
        WatermarkStore store = openStore();
        try {
            boolean firstStart = store.load().isEmpty();
            Clock clock = client.clock();
            return new Feed(
                    options.settings(endpoint.pollDelay(), clock, firstStart), source, store, openVersions(firstStart),
                    readAhead == null ? Runnable::run : readAhead, clock, endpoint.nanoTime());
        } catch (Exception | Error e) {
            store.close();
            throw e;
        }
    }

    private WatermarkStore openStore() throws Exception {
        if (configuration.getWatermarkFile() != null) {
            return new FileWatermarkStore(Path.of(configuration.getWatermarkFile()));
        }
        if (configuration.getWatermarkDataSource() != null) {
            return new JdbcWatermarkStore(configuration.getWatermarkDataSource(), options.key());
        }
        if (configuration.getWatermarkRepository() != null) {
            start(configuration.getWatermarkRepository());
            return new RepositoryWatermarkStore(configuration.getWatermarkRepository(), options.key());
        }
        WatermarkStore store = FeedMemory.of(context).open(options.key());
        if (store.load().isEmpty()) {
            LOG.warn("This feed keeps its position in memory only: after a restart of the context it starts again at"
                     + " startTime={}. Set watermarkFile, watermarkDataSource or watermarkRepository to continue instead",
                    configuration.getStartTime());
        }
        return store;
    }

    /** Where several feeds may keep their positions, each under its key; {@code null} for a file and for memory. */
    static @Nullable Object sharedPlace(PlivoMdrConfiguration configuration) {
        return configuration.getWatermarkDataSource() != null
                ? configuration.getWatermarkDataSource() : configuration.getWatermarkRepository();
    }

    /** @param firstStart whether the feed has no position yet */
    private DeliveredVersions openVersions(boolean firstStart) throws Exception {
        DeliveredVersions memory = openMemory(firstStart);
        if (configuration.getIdempotentRepository() != null) {
            start(configuration.getIdempotentRepository());
            return new RepositoryVersions(configuration.getIdempotentRepository(), options.key(), memory);
        }
        if (memory.remembers()) {
            LOG.warn(
                    "This feed remembers delivered versions in memory only: after a restart, it delivers records younger than"
                     + " the last age of recheckAfter={} once more. Set idempotentRepository to a durable repository to"
                     + " prevent that",
                    configuration.getRecheckAfter());
        }
        return memory;
    }

    /** Versions in memory, if the feed reads records again. */
    private DeliveredVersions openMemory(boolean firstStart) {
        Object file = configuration.getWatermarkFile() == null
                ? null : Path.of(configuration.getWatermarkFile()).toAbsolutePath();
        FeedMemory.Position position
                = new FeedMemory.Position(file == null ? sharedPlace(configuration) : file, options.key());
        boolean rechecks = !options.recheckAfter().isEmpty();
        if (firstStart || !rechecks) {
            FeedMemory.of(context).forgetVersions(position);
        }
        return rechecks ? FeedMemory.of(context).versions(position) : DeliveredVersions.none();
    }

    /** The context stops it, because others may use it longer than this endpoint. */
    private void start(Service repository) throws Exception {
        context.addService(repository, true, true);
    }
}
