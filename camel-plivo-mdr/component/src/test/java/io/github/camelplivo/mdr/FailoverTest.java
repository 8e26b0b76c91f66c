package io.github.camelplivo.mdr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.feed.JdbcWatermarkStore;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.support.ChildJvm;
import io.github.camelplivo.mdr.support.ElectedRoute;
import io.github.camelplivo.mdr.support.JournalRoute;
import io.github.camelplivo.mdr.support.LeaseClusterService;
import io.github.camelplivo.mdr.support.PositionHistory;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.h2.jdbcx.JdbcDataSource;
import org.h2.tools.Server;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * One of two processes reads the feed, with its position in a database. After a kill, the other one continues at the
 * position of the first. A process that was suspended while the other one took over moves nothing back.
 */
@Tag("slow")
@DisabledOnOs(OS.WINDOWS)
class FailoverTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int RECORDS = 300;
    private static final int PAGE = 20;
    private static final List<String> LIGHT = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    private final RouteHarness rig = new RouteHarness(PlivoSimulator.builder().unlimited());
    private Server database;
    private String url;

    @BeforeEach
    void startDatabase() throws SQLException, IOException {
        database = Server.createTcpServer("-tcpPort", "0", "-ifNotExists").start();
        url = "jdbc:h2:tcp://127.0.0.1:" + database.getPort() + "/mem:" + folder.getFileName() + ";DB_CLOSE_DELAY=-1";
        JdbcDataSource positions = new JdbcDataSource();
        positions.setURL(url);
        new JdbcWatermarkStore(positions, "creates the table").close();
        try (Connection connection = positions.getConnection(); Statement sql = connection.createStatement()) {
            sql.execute("DELETE FROM plivo_mdr_watermark");
            for (String ddl : LeaseClusterService.DDL) {
                sql.execute(ddl);
            }
            sql.execute(PositionHistory.DDL);
        }
        PositionHistory.changes().clear();
    }

    @AfterEach
    void stop() {
        rig.close();
        database.stop();
    }

    @ParameterizedTest
    @ValueSource(strings = { "master", "policy" })
    void theNextLeaderContinues(String how) throws Exception {
        addRecords(Instant.now());
        try (ChildJvm one = start(how, folder.toString(), "one"); ChildJvm other = start(how, folder.toString(), "other")) {
            one.await(() -> uuids().size() >= RECORDS / 3, SOON, "a leader reads");
            boolean oneLeads = !journal("one").isEmpty();
            assertThat(journal(oneLeads ? "other" : "one")).as("the other one waits").isEmpty();
            (oneLeads ? one : other).kill();
            ChildJvm next = oneLeads ? other : one;
            awaitMore(next);

            assertThat(next.output()).contains("has not released it since");
            assertPositionsMoveOn();
        }
    }

    @Test
    void aLeaderThatWasSuspendedStops() throws Exception {
        addRecords(Instant.now());
        try (ChildJvm one = start("policy", "lease", "one"); ChildJvm other = start("policy", "lease", "other")) {
            one.await(() -> uuids().size() >= RECORDS / 3, SOON, "a leader reads");
            String suspendedName = journal("one").isEmpty() ? "other" : "one";
            ChildJvm suspended = suspendedName.equals("one") ? one : other;
            suspended.suspend();
            ChildJvm next = suspended == one ? other : one;
            awaitMore(next);
            int before = journal(suspendedName).size();
            suspended.resume();
            addRecords(Instant.now().plusMillis(2 * RECORDS));
            Set<String> all = rig.plivo.account().uuids(Instant.EPOCH, Instant.now().plusSeconds(2));
            next.await(() -> new HashSet<>(uuids()).containsAll(all), SOON, "the new leader reads on");

            assertThat(journal(suspendedName).size() - before).as("records that were in its route").isLessThanOrEqualTo(PAGE);
            assertPositionsMoveOn();
        }
    }

    /** A second process without an election: the first one says who owns the feed, and stops. */
    @Test
    void oneOfTwoProcessesWithoutAnElectionDelivers() throws Exception {
        addRecords(Instant.now());
        try (ChildJvm one = start("none", folder.toString(), "one")) {
            one.await(() -> uuids().size() >= RECORDS / 3, SOON, "it reads");
            try (ChildJvm other = start("none", folder.toString(), "other")) {
                one.await(() -> one.output().contains("is owned by another feed now, in process"), SOON, "it notices");
                int before = journal("one").size();
                awaitMore(other);

                assertThat(journal("one")).hasSizeLessThanOrEqualTo(before + PAGE);
                assertThat(one.output()).contains("ERROR").containsOnlyOnce("This feed has stopped and delivers nothing more");
                assertPositionsMoveOn();
            }
        }
    }

    /** New records, none of them in a window that was already read, and all of the earlier ones. */
    private void awaitMore(ChildJvm next) throws Exception {
        addRecords(Instant.now().plusMillis(RECORDS));
        Set<String> all = rig.plivo.account().uuids(Instant.EPOCH, Instant.now().plusSeconds(1));
        next.await(() -> new HashSet<>(uuids()).containsAll(all), SOON, "the next one reads");
        assertThat(uuids().size() - new HashSet<>(uuids()).size()).isLessThanOrEqualTo(PAGE);
    }

    /**
     * Each change is one version after the last, unless it releases the row; no cursor goes back, and no former owner
     * writes again.
     */
    private static void assertPositionsMoveOn() {
        List<PositionHistory.Change> changes = List.copyOf(PositionHistory.changes());
        assertThat(changes.size()).isGreaterThan(10);
        List<String> owners = new ArrayList<>();
        Instant cursor = Instant.EPOCH;
        long version = changes.get(0).version() - 1;
        for (PositionHistory.Change change : changes) {
            version += change.owner() == null ? 0 : 1;
            assertThat(change.version()).isEqualTo(version);
            if (change.liveCursor() != null) {
                assertThat(change.liveCursor()).isAfterOrEqualTo(cursor);
                cursor = change.liveCursor();
            }
            if (change.owner() != null && (owners.isEmpty() || !owners.get(owners.size() - 1).equals(change.owner()))) {
                assertThat(owners).as("earlier owners").doesNotContain(change.owner());
                owners.add(change.owner());
            }
        }
        assertThat(owners).hasSizeGreaterThanOrEqualTo(2);
    }

    private ChildJvm start(String how, String election, String name) throws IOException {
        return ChildJvm.start(folder.resolve(name + ".log"), LIGHT, ElectedRoute.class, how, election,
                rig.uri("watermarkDataSource=#positions", "settle=1000", "delay=200"), folder.resolve(name).toString(), url);
    }

    private List<JournalRoute.Line> journal(String name) {
        try {
            return JournalRoute.read(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> uuids() {
        List<String> uuids = new ArrayList<>();
        Stream.of("one", "other").forEach(name -> journal(name).forEach(line -> uuids.add(line.uuid())));
        return uuids;
    }

    private void addRecords(Instant before) {
        for (int i = 1; i <= RECORDS; i++) {
            rig.plivo.account().add(before.minusMillis(i));
        }
    }
}
