package io.github.camelplivo.mdr.campaign;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

import io.github.camelplivo.mdr.budget.Cancellation;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.client.PlivoClient;
import io.github.camelplivo.mdr.client.TestClients;
import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.SweepId.Kind;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import io.github.camelplivo.mdr.source.ClientPages;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The requests of a feed with few permits and a short {@code delay}, over HTTP on simulated time: the table in
 * docs/guarantees.md. Once the live sweep had something settled at every turn, and the backfill got none of them.
 */
@Tag("slow")
class ShareTableTest {

    private static final Path GUARANTEES = Path.of(System.getProperty("basedir", ""), "../../docs/guarantees.md");
    private static final String BEGIN = "<!-- shares: begin -->\n";
    private static final String END = "<!-- shares: end -->";
    private static final Duration LATENCY = Duration.ofMillis(300);

    @Test
    void theTableInTheGuaranteesMatchesTheBehaviour() throws Exception {
        Figures few = run(20, Duration.ofSeconds(1), 700, Duration.ofHours(20), List.of(), Duration.ofMinutes(3));
        Figures rechecks = run(
                60, Duration.ofMillis(500), 4000, Duration.ofHours(20),
                List.of(Duration.ofMinutes(1), Duration.ofMinutes(2), Duration.ofMinutes(3)), Duration.ofMinutes(5));

        assertThat(few.used()).isGreaterThanOrEqualTo(0.95);
        assertThat(few.refused).isZero();
        assertThat(few.share(Kind.BACKFILL)).isGreaterThanOrEqualTo(0.5);
        assertThat(rechecks.refused).isZero();
        assertThat(rechecks.requested.values()).as("all of them move").hasSize(3).allMatch(lists -> lists > 0);
        String text = Files.readString(GUARANTEES);
        String table
                = "| | 20 lists a minute, `delay=1s`, 700 older records from 20 hours | 60 a minute, `delay=500ms`, three ages"
                  + " of 1 to 3 minutes, 4,000 older records |\n| --- | --- | --- |\n"
                  + row("duration", few.time.toMinutes() + " min", rechecks.time.toMinutes() + " min")
                  + row("permits used", percent(few.used()), percent(rechecks.used()))
                  + row("429", few.refused, rechecks.refused) + row("lists for live reads", few, rechecks, Kind.LIVE)
                  + row("for rechecks", few, rechecks, Kind.RECHECK) + row("for the backfill", few, rechecks, Kind.BACKFILL)
                  + row("records of the backfill", few.backlog, rechecks.backlog);
        assertThat(text.substring(text.indexOf(BEGIN) + BEGIN.length(), text.indexOf(END))).isEqualTo(table);
    }

    private static String row(String what, Figures one, Figures other, Kind kind) {
        return row(what, cell(one, kind), cell(other, kind));
    }

    private static String cell(Figures figures, Kind kind) {
        return figures.requested.getOrDefault(kind, 0) + " (" + percent(figures.share(kind)) + ")";
    }

    private static String row(String what, Object one, Object other) {
        return "| " + what + " | " + one + " | " + other + " |\n";
    }

    private static String percent(double part) {
        return String.format(Locale.ROOT, "%.0f %%", 100 * part);
    }

    private record Figures(Duration time, int perMinute, Map<Kind, Integer> requested, long refused, int backlog) {

        private int lists() {
            return requested.values().stream().mapToInt(Integer::intValue).sum();
        }

        /**
         * The share of the permits that the budget grants. It grants the first one immediately, so one of its minutes
         * has 61 seconds.
         */
        private double used() {
            return lists() / (1 + Math.floor(perMinute * time.toMillis() / 61_000.0));
        }

        private double share(Kind kind) {
            return requested.getOrDefault(kind, 0) / (double) lists();
        }
    }

    private static Figures run(int perMinute, Duration delay, int backlog, Duration past, List<Duration> ages, Duration time)
            throws Exception {
        Timeline timeline = new Timeline();
        Instant start = timeline.now();
        SimulatedAccount account = new SimulatedAccount("MASHARES000000000001", "token", 1).clock(timeline.truth());
        Random random = new Random(1);
        for (int i = 0; i < backlog; i++) {
            account.add(start.minusMillis((long) (random.nextDouble() * past.toMillis())));
        }
        for (Instant at = start; at.isBefore(start.plus(time)); at = at.plusSeconds(2)) {
            account.add(at, at);
        }
        RequestBudget budget = new RequestBudget("MASHARES", perMinute, 100_000, timeline::nanoTime);
        Map<Kind, Integer> requested = new EnumMap<>(Kind.class);
        int delivered = 0;
        try (PlivoSimulator plivo = PlivoSimulator.builder().account(account).listRequestsPerMinute(perMinute).start();
             PlivoClient client = TestClients.open(
                     settings(account, plivo), budget, new Random(1), timeline.local())) {
            plivo.onRequest(request -> timeline.advance(LATENCY));
            FeedSettings settings = new FeedSettings(
                    "shares", start.minus(past), null, Duration.ofSeconds(15), delay, ages, 1, false);
            Feed feed = new Feed(
                    settings, (sweep, request) -> page(client, sweep.kind(), request, requested, timeline),
                    new MemoryWatermarkStore(),
                    new MemoryVersions(), Runnable::run, client.clock(), timeline::nanoTime);
            while (timeline.now().isBefore(start.plus(time))) {
                timeline.advance(delay);
                feed.refreshClock();
                for (Optional<FeedPage> page = feed.next(); page.isPresent(); page = feed.next()) {
                    delivered += page.get().sweep().kind() == Kind.BACKFILL ? page.get().page().size() : 0;
                    feed.acknowledge(page.get());
                    if (!timeline.now().isBefore(start.plus(time))) {
                        break;
                    }
                }
            }
            return new Figures(
                    Duration.between(start, timeline.now()), perMinute, requested, budget.rateLimited(), delivered);
        }
    }

    private static ClientSettings settings(SimulatedAccount account, PlivoSimulator plivo) {
        return new ClientSettings(
                account.authId(), account.authToken(), plivo.baseUrl(), Duration.ofSeconds(10), Duration.ofSeconds(10), 3, null,
                0, null, null, null);
    }

    private static MdrPage page(
            PlivoClient client, Kind kind, PageRequest request, Map<Kind, Integer> requested, Timeline timeline)
            throws Exception {
        MdrPage page = ClientPages.page(client, kind, request, new Advancing(timeline));
        requested.merge(kind, 1, Integer::sum);
        return page;
    }

    /** Does not wait: moves the clock. */
    private record Advancing(Timeline timeline) implements Cancellation {

        @Override
        public void pause(Duration duration) {
            timeline.advance(duration);
        }

        @Override
        public Registration onStop(Runnable action) {
            return () -> {
            };
        }
    }
}
