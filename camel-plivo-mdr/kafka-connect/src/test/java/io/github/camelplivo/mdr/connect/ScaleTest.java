package io.github.camelplivo.mdr.connect;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelplivo.mdr.feed.Feed;
import io.github.camelplivo.mdr.feed.FeedPage;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.feed.MemoryVersions;
import io.github.camelplivo.mdr.feed.MemoryWatermarkStore;
import io.github.camelplivo.mdr.feed.SweepId.Kind;
import io.github.camelplivo.mdr.feed.support.FakeList;
import io.github.camelplivo.mdr.feed.support.TestFeeds;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.TestClock;
import org.junit.jupiter.api.Test;

import static io.github.camelplivo.mdr.support.TestClock.NOON;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * One day of an account with 1,000 records a day, in virtual time, and what 10,000 such accounts need: the table of
 * docs/kafka-connect.md. {@code -Ddocs.write=true} writes it.
 */
class ScaleTest {

    private static final Path PAGE = Path.of(System.getProperty("basedir", ""), "../../docs/kafka-connect.md");
    private static final String BEGIN = "<!-- scale: begin -->\n";
    private static final String END = "<!-- scale: end -->";
    private static final Duration DAY = Duration.ofDays(1);
    private static final Duration POLL = Duration.ofMinutes(1);
    private static final List<Duration> AGES = List.of(Duration.ofHours(1), Duration.ofHours(26));
    private static final int RECORDS_A_DAY = 1_000;
    private static final int ACCOUNTS = 10_000;
    private static final int ACCOUNTS_OF_A_TASK = 100;
    private static final int LISTS_A_MINUTE = 20;
    private static final int BYTES_OF_A_VERSION = 32;
    /** Of a worker, Connect's default. */
    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(10);
    private static final Pattern REBALANCE_DELAY = Pattern.compile("\nscheduled\\.rebalance\\.max\\.delay\\.ms=(\\d+)\n");
    /** That a task reads when it starts: measured by VersionsTopicIT, 118,500 in 6 s. */
    private static final int VERSIONS_A_SECOND = 118_500 / 6;

    private final TestClock clock = new TestClock(NOON.minus(DAY.multipliedBy(3)));
    private final FakeList list = new FakeList();
    private final Map<Kind, Integer> requests = new EnumMap<>(Kind.class);
    private final List<Duration> waits = new ArrayList<>();
    private long versions;

    /** @param outage for which the account is not read, from twelve hours before the end on */
    private void runThreeDays(Duration outage) throws Exception {
        Instant lost = NOON.minus(DAY.dividedBy(2));
        Random random = new Random(1);
        List<Instant> arrivals = random.longs(3L * RECORDS_A_DAY, 0, DAY.multipliedBy(3).toMillis()).sorted()
                .mapToObj(clock.instant()::plusMillis).toList();
        Feed feed = TestFeeds.open(
                new FeedSettings("scale", clock.instant(), null, Duration.ofSeconds(15), POLL, AGES, 1, false), list,
                new MemoryWatermarkStore(), new MemoryVersions(), clock);
        int listed = 0;
        Instant measured = NOON.minus(DAY);
        while (clock.instant().isBefore(NOON)) {
            boolean breaks = !clock.instant().isAfter(lost) && clock.instant().plus(POLL).isAfter(lost);
            clock.advance(breaks ? POLL.plus(outage) : POLL);
            for (; listed < arrivals.size() && arrivals.get(listed).isBefore(clock.instant()); listed++) {
                list.add(arrivals.get(listed));
            }
            int before = list.received().size();
            boolean counts = !clock.instant().isBefore(measured);
            TestFeeds.poll(feed, page -> delivered(page, counts));
            list.received().subList(before, list.received().size())
                    .forEach(request -> requests.merge(request.sweep().kind(), counts ? 1 : 0, Integer::sum));
        }
        versions = feed.progress().versions();
    }

    private void delivered(FeedPage page, boolean counts) {
        for (MessageDetailRecord record : page.page()) {
            if (counts) {
                waits.add(Duration.between(record.getMessageTime().toInstant(), clock.instant()));
            }
        }
    }

    @Test
    void thePageShowsWhatTenThousandAccountsNeed() throws Exception {
        runThreeDays(Duration.ZERO);

        int lists = requests.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(waits).as("every record is delivered once").hasSizeBetween(RECORDS_A_DAY - 100, RECORDS_A_DAY + 100)
                .allMatch(wait -> wait.compareTo(POLL.multipliedBy(2).plusSeconds(15)) <= 0);
        assertThat(lists).isLessThan(LISTS_A_MINUTE * 24 * 60);
        String page = Files.readString(PAGE);
        String right = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table(lists)
                       + lostWorker(rebalanceDelay(page)) + page.substring(page.indexOf(END));
        if (Boolean.getBoolean("docs.write")) {
            Files.writeString(PAGE, right);
            page = right;
        }
        assertThat(page).as("docs/kafka-connect.md: write its table with -Ddocs.write=true").isEqualTo(right);
    }

    /** The delay of the worker that the page configures. */
    private static Duration rebalanceDelay(String page) {
        Matcher delay = REBALANCE_DELAY.matcher(page);
        assertThat(delay.find()).isTrue();
        return Duration.ofMillis(Long.parseLong(delay.group(1)));
    }

    /** The same account, of a task whose worker is killed. */
    private String lostWorker(Duration delay) throws Exception {
        Duration start = Duration.ofSeconds(
                (versions * ACCOUNTS_OF_A_TASK + VERSIONS_A_SECOND - 1) / VERSIONS_A_SECOND);
        Duration outage = SESSION_TIMEOUT.plus(delay).plus(start);
        ScaleTest lost = new ScaleTest();
        lost.runThreeDays(outage);
        Duration longest = longest(waits).plus(outage);
        assertThat(lost.waits).as("every record is delivered once").hasSameSizeAs(waits);
        assertThat(longest(lost.waits)).isLessThanOrEqualTo(longest);
        return String.format(Locale.ROOT,
                "| a worker is killed: its accounts are not read for %d + %d + %d s | %d s | | |%n"
                                          + "| from `message_time` to the delivery then, at most | %d s | | |%n",
                SESSION_TIMEOUT.toSeconds(), delay.toSeconds(), start.toSeconds(), outage.toSeconds(), longest.toSeconds());
    }

    private static Duration longest(List<Duration> waits) {
        return waits.stream().max(Duration::compareTo).orElseThrow();
    }

    private String table(int lists) {
        List<Duration> sorted = waits.stream().sorted().toList();
        StringBuilder table
                = new StringBuilder("| | one account | a task of 100 | 10,000 accounts |\n| --- | --- | --- | --- |\n");
        row(table, "tasks", 0, 1, ACCOUNTS / ACCOUNTS_OF_A_TASK);
        row(table, "threads that read", 1, ACCOUNTS_OF_A_TASK, ACCOUNTS);
        times(table, "records a day", RECORDS_A_DAY);
        times(table, "list requests a day, live", requests.getOrDefault(Kind.LIVE, 0));
        times(table, "list requests a day, rechecks", requests.getOrDefault(Kind.RECHECK, 0));
        table.append(String.format(Locale.ROOT, "| list requests a second | %.3f | %.1f | %.0f |%n", lists / 86_400.0,
                lists / 864.0, lists / 8.64));
        table.append(String.format(Locale.ROOT, "| part of the 20 list requests a minute | %.1f %% | | |%n",
                100.0 * lists / (LISTS_A_MINUTE * 24 * 60)));
        table.append(String.format(Locale.ROOT, "| from `message_time` to the delivery: median, longest | %d s, %d s | | |%n",
                sorted.get(sorted.size() / 2).toSeconds(), sorted.get(sorted.size() - 1).toSeconds()));
        times(table, "versions in memory, and to read when a task starts", versions);
        table.append(String.format(Locale.ROOT, "| memory of the versions, at most | %.2f MiB | %.1f MiB | %.0f MiB |%n",
                mebibytes(1), mebibytes(ACCOUNTS_OF_A_TASK), mebibytes(ACCOUNTS)));
        return table.toString().replace("\r", "");
    }

    private double mebibytes(int accounts) {
        return (double) versions * BYTES_OF_A_VERSION * accounts / (1 << 20);
    }

    private static void times(StringBuilder table, String name, long one) {
        row(table, name, one, one * ACCOUNTS_OF_A_TASK, one * ACCOUNTS);
    }

    private static void row(StringBuilder table, String name, long one, long task, long all) {
        table.append(String.format(Locale.ROOT, "| %s | %s | %,d | %,d |%n", name, one == 0
                ? "" : String.format(Locale.ROOT,
                        "%,d", one),
                task, all));
    }
}
