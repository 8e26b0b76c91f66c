package io.github.camelplivo.mdr.benchmarks;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.SweepPageSource;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MdrPage;

/**
 * The cost of finding changed records: the records of three days, 200 an hour, are read again at certain ages, or every
 * hour while they are young enough, as connectors with a lookback do. Each reader continues until it no longer reads
 * these records. Only these records count, and the requests for windows that start in these days.
 */
final class Rereads implements Bench {

    private static final Duration SETTLE = Duration.ofSeconds(15);
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration HOUR = Duration.ofHours(1);

    /** One way of reading. */
    private interface Way {

        void read(LivelyAccount account, Instant end) throws Exception;
    }

    @Override
    public String name() {
        return "rereads";
    }

    @Override
    public Table run(boolean brief) {
        List<Duration> ages = brief
                ? List.of(Duration.ofMinutes(10), HOUR, Duration.ofHours(3))
                : List.of(Duration.ofMinutes(10), HOUR, Duration.ofHours(6), Duration.ofHours(26), Duration.ofDays(3));
        Instant end = LivelyAccount.START.plus(brief ? Duration.ofHours(3) : Duration.ofDays(3));
        Duration last = ages.get(ages.size() - 1);
        return new Table(
                name(),
                List.of("reader", "records", "requests a record", "rows read a record", "changes found",
                        "rows read a change found", "records whose last version was found", "hours to find a change: median",
                        "99 in 100"),
                List.of(row("recheckAfter=" + ages.stream().map(Rereads::shown).collect(Collectors.joining(",")), end,
                        (account, stop) -> recheck(account, ages, stop)),
                        row("lookback of " + shown(last) + ", every hour", end,
                                (account, stop) -> lookBack(account, last, stop))));
    }

    private static List<Object> row(String reader, Instant end, Way way) {
        Findings findings = new Findings(end);
        try (LivelyAccount account = new LivelyAccount(findings)) {
            way.read(account, end);
            account.compare();
        } catch (Exception e) {
            throw new IllegalStateException(reader + " has failed", e);
        }
        return List.of(
                reader, findings.records(), findings.requestsARecord(), findings.rowsARecord(), findings.changes(),
                findings.rowsAChange(), findings.known(), findings.hoursToFind(0.5), findings.hoursToFind(0.99));
    }

    private static void recheck(LivelyAccount account, List<Duration> ages, Instant end) throws Exception {
        SweepPageSource source
                = (sweep, request) -> account.page(request.window().from(), request.window().to(), request.offset(),
                        request.limit());
        FeedSettings settings = new FeedSettings(
                "lively", LivelyAccount.START, null, SETTLE, MINUTE.multipliedBy(2), ages, 1, false);
        try (Feed feed = new Feed(
                settings, source, new MemoryWatermarkStore(), new MemoryVersions(), Runnable::run, account.clock(),
                System::nanoTime)) {
            while (feed.progress().sweeps().stream().anyMatch(sweep -> !sweep.finished() && sweep.cursor().isBefore(end))) {
                account.advance(MINUTE);
                feed.refreshClock();
                for (Optional<FeedPage> page = feed.next(); page.isPresent(); page = feed.next()) {
                    page.get().page().forEach(account::found);
                    feed.acknowledge(page.get());
                }
            }
        }
    }

    private static void lookBack(LivelyAccount account, Duration lookback, Instant end) throws Exception {
        account.advance(HOUR);
        Instant from = LivelyAccount.START;
        while (from.isBefore(end)) {
            Instant to = Window.earlier(account.clock().instant(), end);
            MdrPage page;
            int offset = 0;
            do {
                page = account.page(from, to, offset, PageSource.PAGE_SIZE);
                page.forEach(account::found);
                offset += page.size();
            } while (page.hasNext());
            account.advance(HOUR);
            Instant oldest = account.clock().instant().minus(lookback);
            from = oldest.isAfter(LivelyAccount.START) ? oldest : LivelyAccount.START;
        }
    }

    static String shown(Duration age) {
        return age.toHours() == 0
                ? age.toMinutes() + "m" : age.toHours() < 48 ? age.toHours() + "h" : age.toDays() + "d";
    }
}
