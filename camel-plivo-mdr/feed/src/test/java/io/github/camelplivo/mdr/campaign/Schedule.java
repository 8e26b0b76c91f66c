package io.github.camelplivo.mdr.campaign;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.client.TestClients;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedProgress;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.SweepProgress;
import io.github.camelplivo.mdr.feed.WatermarkStore;
import io.github.camelplivo.mdr.feed.window.MalformedPageException;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import io.github.camelplivo.mdr.source.ClientPages;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One run of a feed over HTTP: first with the faults of its plan, then without, until all records are delivered or
 * their time has passed.
 */
final class Schedule implements AutoCloseable {

    /** Before the faults end: far more than any feed needs. */
    private static final int MOST_REQUESTS = 20_000;
    private static final int MOST_OPENINGS = 200;
    /** Failed starts after which an operator corrects the clock. */
    private static final int OPENINGS_BEFORE_HELP = 5;
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration IMPATIENCE = Duration.ofMillis(200);
    /** Only threads that will be signalled wait this long. */
    private static final Duration FOR_EVER = Duration.ofDays(365);

    private final Plan plan;
    private final Circumstances circumstances;
    private final Timeline timeline = new Timeline();
    private final Instant start = timeline.now();
    private final SimulatedAccount account;
    private final FaultInjector faults;
    private final AccountTimeline life;
    private final Server server;
    private final RequestBudget budget;
    private final PlivoClient client;
    private final Competitor competitor;
    private final ExecutorService pool;
    private final Deliveries deliveries = new Deliveries();
    private final ExpectedVersions expected;
    private final Judge judge;
    private final WatermarkStore store;
    private final Map<SweepId.Kind, PageRequest> lastRequests = new EnumMap<>(SweepId.Kind.class);
    private FailingVersions versions;
    private Feed feed;
    private FeedPage inFlight;
    private Duration longestPoll = Duration.ZERO;
    /** When the process started that wrote the first watermark: a relative start counts from there. */
    private Instant begun = start;
    private boolean responded;
    private boolean clockMoved;
    private boolean clockRight;
    private boolean restarted;
    private boolean reread;
    private boolean paused;
    private int backfilled;
    private int polls;
    private long requestsBefore;
    private boolean failed;
    private final Thread thread = Thread.currentThread();
    private int deaths;

    Schedule(Plan plan) {
        this.plan = plan;
        circumstances = plan.circumstances();
        account = new SimulatedAccount("MACAMPAIGN0000000001", "token", plan.seed()).clock(timeline.truth());
        faults = new FaultInjector(plan, timeline);
        life = new AccountTimeline(plan, timeline.truth(), account);
        expected = new ExpectedVersions(plan, life, start);
        server = new Server(plan, timeline, account, life, faults);
        budget = new RequestBudget("MAACCOUNT", plan.perMinute(), 100_000, timeline::nanoTime);
        judge = new Judge(plan, timeline, life, faults, deliveries, expected, budget);
        timeline.setLocal(circumstances.clock().get(0));
        client = client();
        store = new FailingStore(new MemoryWatermarkStore(), faults);
        versions = plan.durable() ? FailingVersions.durable(faults) : FailingVersions.memory(faults);
        pool = plan.threads() && plan.windows() > 1 ? Executors.newFixedThreadPool(plan.windows() - 1) : null;
        competitor = circumstances.competing() ? new Competitor(budget, timeline) : null;
        if (competitor != null) {
            timeline.invite(competitor);
        }
    }

    /** The clock that it corrects is the local one; how long a correction lasts is measured by the monotonic one. */
    private PlivoClient client() {
        ClientSettings settings = new ClientSettings(
                account.authId(), account.authToken(), server.baseUrl(), PATIENCE, plan.stalls() > 0 ? IMPATIENCE : PATIENCE,
                plan.maxRetries(), null, 0, null, null, null);
        return TestClients.open(settings, budget, new Random(plan.seed()), timeline.local(), timeline::nanoTime);
    }

    /** Runs to the end. */
    List<String> run() throws Exception {
        try {
            open();
            while (!judge.isDone() && deliveries.problems().size() < 3) {
                polls++;
                try {
                    failed = !poll();
                } catch (ProcessKilled e) {
                    failed = true;
                    die();
                }
                judge.look(feed, failed, feed.progress().backfillPaused());
            }
        } catch (InterruptedException e) {
            deliveries.problems().add("sends requests or waits without end:  " + e.getMessage() + ", " + feed.progress());
        }
        deliveries.requireAll(life, expected);
        if (plan.isCalm()) {
            deliveries.requireInTime(life, plan, expected, start, longestPoll.multipliedBy(2).plus(plan.delay()));
        }
        judge.requirePromptness();
        return deliveries.problems();
    }

    private void open() throws Exception {
        Executor executor = pool == null ? Runnable::run : pool;
        Exception last = null;
        feed = null;
        for (int openings = 0; feed == null; openings++) {
            if (openings > MOST_OPENINGS) {
                throw new IllegalStateException("The feed does not open: " + last, last);
            }
            if (store.load().isEmpty()) {
                begun = timeline.now();
                responded = false;
            }
            try {
                feed = new Feed(settings(), this::page, store, versions, executor, client.clock(), timeline::nanoTime);
            } catch (ProcessKilled e) {
                timeline.advance(plan.delay());
            } catch (Exception e) {
                // retried, like a supervisor of processes does
                last = e;
                timeline.advance(plan.delay());
                if (openings > OPENINGS_BEFORE_HELP) {
                    timeline.setLocal(Duration.ZERO);
                }
            }
        }
        if (plan.pauses() && faults.lasts() || paused) {
            feed.pauseBackfill();
        }
    }

    private FeedSettings settings() {
        Instant from = (circumstances.relativeStart() ? timeline.local().instant() : start).minus(plan.past());
        return new FeedSettings(
                "campaign", from, circumstances.endless() ? null : end(), plan.settle(), plan.delay(), expected.ages(),
                plan.windows(), 8 << 20,
                plan.deadLetter(), circumstances.relativeStart() ? plan.past() : null);
    }

    /** A whole second, as every feed has it. */
    private Instant end() {
        return start.plus(plan.life()).truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
    }

    private void die() throws Exception {
        deaths++;
        timeline.advance(plan.delay());
        reopen();
    }

    private void reopen() throws Exception {
        if (inFlight != null) {
            // or its position could not be written
            deliveries.mayBeRedelivered(inFlight);
            inFlight = null;
        }
        if (!plan.durable()) {
            versions = FailingVersions.memory(faults);
        }
        open();
        if (!plan.durable()) {
            forgotten();
        }
    }

    /** Rechecks and stretches continue at the watermark, and do not know what other sweeps have delivered. */
    private void forgotten() {
        FeedProgress progress = feed.progress();
        Stream<SweepProgress> rechecks
                = progress.sweeps().stream().filter(sweep -> sweep.name().kind() == SweepId.Kind.RECHECK);
        Optional<Instant> reread = Stream.concat(rechecks, progress.setAside().stream()).map(SweepProgress::cursor)
                .min(Instant::compareTo);
        Map<String, Instant> times
                = life.messages().values().stream()
                        .collect(Collectors.toMap(AccountTimeline.Message::uuid, AccountTimeline.Message::time));
        reread.ifPresent(from -> deliveries.mayBeRedelivered(times, from));
    }

    /** Whether it succeeded: the end of what there is to read was found, and the route took all of it. */
    private boolean poll() throws Exception {
        timeline.advance(plan.delay());
        interfere();
        Instant begin = timeline.now();
        boolean delivered = true;
        feed.refreshClock();
        try {
            for (Optional<FeedPage> page = feed.next(); delivered && page.isPresent(); page = feed.next()) {
                delivered = deliver(page.get());
                if (!delivered || isPollLong(begin)) {
                    break;
                }
                faults.step();
            }
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception e) {
            // the next poll continues
            delivered = false;
        }
        Duration poll = Duration.between(begin, timeline.now());
        longestPoll = poll.compareTo(longestPoll) > 0 ? poll : longestPoll;
        return delivered;
    }

    /** A poll ends even if there is always something to read; otherwise the feed would never be checked. */
    private boolean isPollLong(Instant begin) {
        return circumstances.hurry() && Duration.between(begin, timeline.now()).compareTo(Duration.ofMinutes(1)) > 0;
    }

    /** The actions of an operator. */
    private void interfere() throws Exception {
        if (plan.pauses() && !paused && (faults.choose(8) == 0 || !faults.lasts())) {
            feed.resumeBackfill();
            judge.resumed();
        }
        if (plan.rereads() > 0 && faults.lasts() && faults.choose(20) < plan.rereads()) {
            reread(timeline.now().minusSeconds(faults.choose(3600)));
        }
        if (paused
                && timeline.now().isAfter(faults.end().plus(plan.longestAge().multipliedBy(2)).plus(Duration.ofMinutes(15)))) {
            paused = false;
            feed.resumeBackfill();
            judge.resumed();
        }
        if (circumstances.restart() && !restarted && hasPassed(0.5)) {
            restarted = true;
            restart();
        }
        if (circumstances.pendingReread() && !reread && hasPassed(0.9)) {
            reread = true;
            dieAfterReread();
        }
    }

    /** Whether this part of the time of the faults has ended. */
    private boolean hasPassed(double part) {
        return timeline.now().isAfter(start.plusMillis((long) (plan.faultsFor().toMillis() * part)));
    }

    private void reread(Instant from) {
        Instant to = feed.progress().live().cursor();
        if (request(from, to)) {
            expected.reread(from, to, timeline.now());
        }
    }

    /** Whether the feed has taken the request to read again. */
    private boolean request(Instant from, Instant to) {
        if (!from.isBefore(to)) {
            return false;
        }
        try {
            feed.reread(from);
            return true;
        } catch (IllegalArgumentException e) {
            // by a clock that is months ahead the time is too old
            assertThat(from).isBefore(timeline.local().instant().minus(PageSource.RETENTION));
            return false;
        }
    }

    /** A stop in an orderly way, and a start some time later with other options. */
    private void restart() throws Exception {
        try {
            feed.close();
        } catch (IOException | ProcessKilled e) {
            // it ends all the same
        }
        expected.ages(circumstances.laterAges(), timeline.now());
        timeline.advance(circumstances.stop());
        timeline.setLocal(circumstances.clock().get(2));
        clockMoved = true;
        reopen();
        judge.started();
    }

    private void dieAfterReread() throws Exception {
        faults.outage(true);
        Instant from = start.minus(plan.past().compareTo(Duration.ofHours(1)) > 0 ? Duration.ofHours(1) : plan.past());
        Instant to = feed.progress().live().cursor();
        Optional<String> before = store.load();
        boolean requested = request(from, to);
        try {
            feed.next();
        } catch (InterruptedException e) {
            throw e;
        } catch (Exception | ProcessKilled e) {
            // Plivo is down
        }
        // on a full disk the request was in memory only, and the feed has said so
        if (requested && !store.load().equals(before)) {
            expected.reread(from, to, timeline.now());
        }
        faults.outage(false);
        die();
    }

    /** Moves the clock, also during requests. */
    private synchronized void setClock() {
        if (!clockMoved && hasPassed(0.25)) {
            clockMoved = true;
            timeline.setLocal(circumstances.clock().get(1));
        }
        if (!clockRight && !faults.lasts()) {
            clockRight = true;
            timeline.setLocal(circumstances.clockStays() ? circumstances.clock().get(2) : Duration.ZERO);
        }
    }

    private boolean deliver(FeedPage page) throws IOException {
        faults.step();
        if (faults.routeFails()) {
            return false;
        }
        inFlight = page;
        deliveries.add(page, timeline.now());
        judge.moved(page.sweep().kind());
        if (page.sweep().kind() == SweepId.Kind.BACKFILL && ++backfilled == circumstances.pauseAfter()) {
            paused = true;
            feed.pauseBackfill();
        }
        faults.step();
        feed.acknowledge(page);
        inFlight = null;
        return true;
    }

    private MdrPage page(SweepId sweep, PageRequest request) throws Exception {
        faults.step();
        setClock();
        if (feed != null && Thread.currentThread() == thread) {
            judge.lookNowAndThen(feed, failed);
        }
        requireEnd();
        MdrPage page = ClientPages.page(client, sweep.kind(), request, new Impatient());
        faults.step();
        responded(sweep, request);
        if (page.stream().anyMatch(row -> life.isUnreadable(row.getMessageUuid()))) {
            throw new MalformedPageException(new byte[0], "no record", page.getApiId(), new IOException("no record"));
        }
        return page;
    }

    private synchronized void responded(SweepId sweep, PageRequest request) {
        SweepId.Kind kind = sweep.kind();
        // new windows alone are no progress of the live sweep, it has them as time goes by; the pages of a pass are, and
        // the number of passes is bounded
        if (!request.equals(lastRequests.put(kind, request)) && (kind != SweepId.Kind.LIVE || request.offset() > 0)) {
            judge.moved(kind);
        }
        if (!responded && circumstances.relativeStart()) {
            // by then the feed can know the time
            Instant known = timeline.now().plusSeconds(120).plus(plan.delay().multipliedBy(3)).minus(plan.past());
            expected.startAt(known.isBefore(begun) ? known : begun);
        }
        responded = true;
    }

    /** @throws InterruptedException if it has sent more requests, or taken longer, than is ever needed */
    private synchronized void requireEnd() throws InterruptedException {
        long requests = client.requests();
        if (faults.lasts()) {
            requestsBefore = requests;
        }
        Duration since = Duration.between(faults.end(), timeline.now());
        long most = faults.lasts() ? MOST_REQUESTS : requestsBefore + new Bounds(plan).requests(since.dividedBy(plan.delay()));
        if (requests > most) {
            throw new InterruptedException(requests + " requests in " + polls + " polls");
        }
        if (judge.isDone() && !deliveries.problems().isEmpty()) {
            throw new InterruptedException("no further request is allowed");
        }
        if (timeline.now().isAfter(judge.deadline().plus(Duration.ofHours(1)))) {
            throw new InterruptedException("still at " + timeline.now());
        }
    }

    /** Does not wait: moves the clock. */
    private final class Impatient implements Cancellation {

        @Override
        public void pause(Duration duration) throws InterruptedException {
            timeline.advance(duration);
            setClock();
            requireEnd();
        }

        @Override
        public Signal newSignal() {
            return new ImpatientSignal();
        }

        @Override
        public Registration onStop(Runnable action) {
            return () -> {
            };
        }
    }

    /** Moves the clock until it is given; where other threads do that, waits for them. */
    private final class ImpatientSignal implements Cancellation.Signal {

        private final Semaphore given = new Semaphore(0);

        @Override
        public void give() {
            given.release();
        }

        @Override
        public void await(Duration atMost) throws InterruptedException {
            if (pool != null && atMost.compareTo(FOR_EVER) > 0) {
                given.tryAcquire(PATIENCE.toSeconds(), TimeUnit.SECONDS);
                return;
            }
            timeline.advance(atMost, () -> given.availablePermits() > 0);
            given.drainPermits();
            setClock();
            requireEnd();
        }
    }

    /** The result in short. */
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
        if (competitor != null) {
            competitor.close();
        }
        if (pool != null) {
            pool.shutdownNow();
        }
        client.close();
        server.close();
    }
}
