package io.github.camelplivo.mdr.campaign;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

import io.github.camelplivo.mdr.TestClock;
import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.Priority;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.client.MessageQuery;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.client.PlivoMdrException;
import io.github.camelplivo.mdr.client.PlivoMdrMalformedException;
import io.github.camelplivo.mdr.client.TestClients;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.PageRequest;
import io.github.camelplivo.mdr.feed.SweepName;
import io.github.camelplivo.mdr.feed.SweepProgress;
import io.github.camelplivo.mdr.feed.UnreadableException;
import io.github.camelplivo.mdr.feed.WatermarkStore;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.Quirk;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/** One run of a feed over HTTP, from its start to its end, with everything that its plan lets go wrong. */
final class Schedule implements AutoCloseable {

    private static final int MOST_POLLS = 3_000;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IMPATIENCE = Duration.ofMillis(200);
    private static final MessageQuery ALL = MessageQuery.builder().build();

    private final Plan plan;
    private final TestClock clock = TestClock.at("2026-11-21T12:00:00.3Z");
    private final Instant start = clock.instant();
    private final SimulatedAccount account;
    private final Fate fate;
    private final Life life;
    private final PlivoSimulator plivo;
    private final PlivoClient client;
    private final ExecutorService pool;
    private final Deliveries deliveries = new Deliveries();
    private final WatermarkStore store;
    private MortalVersions versions;
    private Feed feed;
    private FeedPage inFlight;
    private Duration longestPoll = Duration.ZERO;
    private int polls;
    private int deaths;

    Schedule(Plan plan) {
        this.plan = plan;
        account = new SimulatedAccount("MACAMPAIGN0000000001", "token", plan.seed()).clock(clock);
        fate = new Fate(plan);
        life = new Life(plan, clock, account);
        PlivoSimulator.Builder builder = PlivoSimulator.builder().account(account).clock(clock).seed(plan.seed()).unlimited()
                .quirks(plan.quirks().toArray(Quirk[]::new));
        plivo = (plan.perMinute() == Plan.UNLIMITED ? builder : builder.listRequestsPerMinute(plan.perMinute())).start();
        plivo.onRequest(request -> {
            clock.advance(fate.latency());
            life.goOn();
            Fault fault = fate.fault();
            if (fault != null) {
                plivo.faults().nextList(fault);
            }
        });
        client = TestClients.open(
                settings(), new RequestBudget("MAACCOUNT", plan.perMinute(), 100_000, this::nanoTime), new Random(plan.seed()),
                clock);
        store = new MortalStore(new MemoryWatermarkStore(), fate);
        versions = plan.durable() ? MortalVersions.durable(fate) : MortalVersions.memory(fate);
        pool = plan.threads() && plan.windows() > 1 ? Executors.newFixedThreadPool(plan.windows() - 1) : null;
    }

    private ClientSettings settings() {
        return new ClientSettings(
                account.authId(), account.authToken(), plivo.baseUrl(), PATIENCE, plan.stalls() > 0 ? IMPATIENCE : PATIENCE,
                plan.maxRetries(), null, 0, null, null, null);
    }

    private long nanoTime() {
        return Duration.between(start, clock.instant()).toNanos();
    }

    /** Runs to the end. */
    List<String> run() throws Exception {
        open();
        while (!feed.isOver() && polls < MOST_POLLS) {
            polls++;
            try {
                poll();
            } catch (Killed e) {
                die();
            }
        }
        if (!feed.isOver()) {
            deliveries.problems().add("has not come to its end after " + polls + " polls: " + feed.progress());
            return deliveries.problems();
        }
        deliveries.requireAll(life, plan);
        if (plan.isCalm()) {
            deliveries.requireInTime(life, plan, start, longestPoll.multipliedBy(2).plus(plan.delay()));
        }
        return deliveries.problems();
    }

    private void open() throws IOException {
        FeedSettings settings = new FeedSettings(
                "campaign", start.minus(plan.past()), end(), plan.settle(), plan.delay(), plan.ages(),
                plan.windows(), plan.unreadable() > 0);
        Executor executor = pool == null ? Runnable::run : pool;
        for (feed = null; feed == null;) {
            try {
                feed = new Feed(settings, this::page, store, versions, executor, client.clock());
            } catch (Killed | IOException e) {
                // tried again, as whoever keeps processes up does
                clock.advance(plan.delay());
            }
        }
        if (plan.pauses()) {
            feed.pauseBackfill();
        }
    }

    /** A whole second, as every feed has it. */
    private Instant end() {
        return start.plus(plan.life()).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    private void die() throws IOException {
        deaths++;
        if (inFlight != null) {
            deliveries.mayComeAgain(inFlight);
            inFlight = null;
        }
        if (!plan.durable()) {
            versions = MortalVersions.memory(fate);
        }
        clock.advance(plan.delay());
        open();
        if (!plan.durable()) {
            forgotten();
        }
    }

    /** The rechecks go on where the watermark says, and know nothing of what was delivered before. */
    private void forgotten() {
        Optional<Instant> reread = feed.progress().sweeps().stream()
                .filter(sweep -> sweep.name().kind() == SweepName.Kind.RECHECK).map(SweepProgress::cursor)
                .min(Instant::compareTo);
        Map<String, Instant> times
                = life.messages().values().stream().collect(Collectors.toMap(Life.Message::uuid, Life.Message::time));
        reread.ifPresent(from -> deliveries.mayComeAgain(times, from));
    }

    private void poll() throws Exception {
        clock.advance(plan.delay());
        interfere();
        Instant begin = clock.instant();
        feed.look();
        try {
            for (Optional<FeedPage> page = feed.next(); page.isPresent() && deliver(page.get()); page = feed.next()) {
                fate.step();
            }
        } catch (PlivoMdrException | IOException e) {
            // the next poll goes on
        }
        Duration poll = Duration.between(begin, clock.instant());
        longestPoll = poll.compareTo(longestPoll) > 0 ? poll : longestPoll;
    }

    /** What an operator does. */
    private void interfere() {
        if (plan.pauses() && (fate.choose(8) == 0 || polls > MOST_POLLS / 2)) {
            feed.resumeBackfill();
        }
        if (plan.rereads() > 0 && fate.choose(20) < plan.rereads() && polls < 60) {
            Instant from = clock.instant().minusSeconds(fate.choose(3600));
            if (from.isBefore(feed.progress().live().cursor())) {
                feed.reread(from);
            }
        }
    }

    private boolean deliver(FeedPage page) throws IOException {
        fate.step();
        if (fate.routeFails()) {
            return false;
        }
        inFlight = page;
        deliveries.add(page, clock.instant());
        fate.step();
        feed.acknowledge(page);
        inFlight = null;
        return true;
    }

    private MdrPage page(PageRequest request) throws Exception {
        fate.step();
        try {
            MdrPage page = client.list(
                    ALL.withWindow(request.window().from(), request.window().to()).withOffset(request.offset())
                            .withLimit(request.limit()),
                    Priority.LIVE, new Impatient());
            fate.step();
            if (page.stream().anyMatch(row -> life.isUnreadable(row.getMessageUuid()))) {
                throw new UnreadableException(new byte[0], "no record", page.getApiId(), new IOException("no record"));
            }
            return page;
        } catch (PlivoMdrMalformedException e) {
            throw new UnreadableException(e.getRawBody(), e.getProblem(), e.getApiId(), e);
        }
    }

    /** Does not wait: moves the clock. */
    private final class Impatient implements Cancellation {

        @Override
        public void pause(Duration duration) {
            clock.advance(duration);
        }

        @Override
        public Registration onStop(Runnable action) {
            return () -> {
            };
        }
    }

    /** What became of it, in short. */
    String figures() {
        return polls + " polls, " + client.requests() + " requests, " + deliveries.records() + " records, " + deaths
               + " deaths";
    }

    long requests() {
        return client.requests();
    }

    int deaths() {
        return deaths;
    }

    int records() {
        return deliveries.records();
    }

    @Override
    public void close() {
        if (pool != null) {
            pool.shutdownNow();
        }
        client.close();
        plivo.close();
    }
}
