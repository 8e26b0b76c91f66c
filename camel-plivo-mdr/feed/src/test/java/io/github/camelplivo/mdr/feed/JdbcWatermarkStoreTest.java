package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;

import io.github.camelplivo.mdr.feed.support.UnreliableDatabase;
import io.github.camelplivo.mdr.feed.support.UnreliableDatabase.Fault;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The row belongs to the feed that opened last, and a position never goes back. */
class JdbcWatermarkStoreTest {

    private static final String KEY = "MAXXXXXXXXXXXXXXXXXX;message_direction:outbound";

    private UnreliableDatabase database;

    @BeforeEach
    void create(TestInfo test) {
        database = new UnreliableDatabase(test.getTestMethod().orElseThrow().getName(), true);
    }

    @AfterEach
    void drop() throws SQLException {
        sql("DROP ALL OBJECTS");
    }

    private void sql(String statement) throws SQLException {
        try (Connection connection = database.plain().getConnection(); Statement sql = connection.createStatement()) {
            sql.execute(statement);
        }
    }

    /** What the database holds, by a connection of its own. */
    private String column(String name) throws SQLException {
        try (Connection connection = database.plain().getConnection();
             Statement sql = connection.createStatement();
             ResultSet row = sql.executeQuery("SELECT " + name + " FROM plivo_mdr_watermark")) {
            assertThat(row.next()).isTrue();
            String value = row.getString(1);
            assertThat(row.next()).as("a second row").isFalse();
            return value;
        }
    }

    private JdbcWatermarkStore open() throws IOException {
        return new JdbcWatermarkStore(database.dataSource(), KEY);
    }

    @ParameterizedTest
    @ValueSource(booleans = { true, false })
    void keepsTheLineAcrossOpenings(boolean autoCommit) throws Exception {
        database = new UnreliableDatabase("keepsTheLineAcrossOpenings", autoCommit);
        String big = "x".repeat(200_000);
        try (JdbcWatermarkStore store = open()) {
            assertThat(store.load()).isEmpty();
            store.save("one");
            store.save(big);
            assertThat(column("watermark")).isEqualTo(big);
            assertThat(column("saved_at")).isNotNull();
        }
        assertThat(column("owner")).isNull();
        try (JdbcWatermarkStore store = open()) {
            assertThat(store.load()).contains(big);
        }
    }

    @Test
    void theFeedThatOpenedLastOwnsTheRow() throws Exception {
        JdbcWatermarkStore first = open();
        first.save("one");
        JdbcWatermarkStore second = open();
        String owner = column("owner");

        assertThat(second.load()).contains("one");
        assertThatThrownBy(() -> first.save("two")).isInstanceOf(WatermarkLostException.class)
                .hasMessage(
                        "watermarkDataSource, table plivo_mdr_watermark, key '%s' is owned by another feed now, in process %s."
                            + " This feed has stopped and delivers nothing more. If that feed replaces it, stop this one. If both"
                            + " shall run, set another watermarkKey on one of them. To continue here instead, start this feed"
                            + " again",
                        KEY, owner);
        assertThat(owner).contains(Long.toString(ProcessHandle.current().pid()));
        assertThatThrownBy(first::check).isInstanceOf(WatermarkLostException.class);
        assertThat(column("watermark")).isEqualTo("one");
        first.close();
        assertThat(column("owner")).as("the loser does not release the row").isEqualTo(owner);
        second.save("two");
        second.check();

        second.close();
        assertThatThrownBy(first::check).as("also after the new owner has gone").isInstanceOf(WatermarkLostException.class);
        assertThat(column("watermark")).isEqualTo("two");
    }

    @Test
    void checkNoticesTheLossBeforeASave() throws Exception {
        JdbcWatermarkStore first = open();
        open().close();

        assertThatThrownBy(first::check).isInstanceOf(WatermarkLostException.class)
                .hasMessageContaining("another feed now, which has released it meanwhile");
        assertThatThrownBy(() -> first.save("one")).isInstanceOf(WatermarkLostException.class);
        assertThat(column("watermark")).isNull();
    }

    @Test
    void aDeletedRowStopsTheFeed() throws Exception {
        JdbcWatermarkStore store = open();
        store.save("one");
        sql("DELETE FROM plivo_mdr_watermark");

        assertThatThrownBy(() -> store.save("two")).isInstanceOf(WatermarkLostException.class)
                .hasMessageContaining("somebody deleted it");
        assertThatThrownBy(() -> column("watermark")).isInstanceOf(AssertionError.class);
        assertThat(open().load()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Fault.class)
    void savesAgainAfterAFault(Fault fault) throws Exception {
        JdbcWatermarkStore store = open();
        store.save("one");
        database.fault(fault);
        assertThatThrownBy(() -> store.save("two")).isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("cannot be written: Connection re").hasMessageContaining("SQL state 08");
        database.fault(null);

        store.check();
        store.save("three");
        assertThat(column("watermark")).isEqualTo("three");
        store.save("four");
        assertThat(column("watermark")).isEqualTo("four");
    }

    @Test
    void aSaveThatIsExecutedLateChangesNothing() throws Exception {
        JdbcWatermarkStore store = open();
        store.save("one");
        database.fault(Fault.LATE);
        assertThatThrownBy(() -> store.save("two")).isInstanceOf(IOException.class);
        database.fault(null);
        store.save("three");
        database.executeLate();

        assertThat(column("watermark")).isEqualTo("three");
        store.save("four");
        assertThat(column("watermark")).isEqualTo("four");
    }

    /** Feeds open, save, are suspended for any time, and save again: the stored position only grows. */
    @ParameterizedTest
    @ValueSource(longs = { 1, 2, 3, 4, 5, 6, 7, 8, 9, 10 })
    void aPositionNeverGoesBack(long seed) throws Exception {
        Random random = new Random(seed);
        List<JdbcWatermarkStore> feeds = new ArrayList<>();
        List<Integer> positions = new ArrayList<>();
        int stored = 0;
        int refused = 0;
        for (int step = 0; step < 300; step++) {
            if (feeds.isEmpty() || random.nextInt(20) == 0) {
                JdbcWatermarkStore opened = open();
                feeds.add(opened);
                positions.add(opened.load().map(Integer::valueOf).orElse(0));
            }
            int feed = random.nextInt(feeds.size());
            int next = positions.get(feed) + 1;
            Fault fault = random.nextInt(4) == 0 ? Fault.values()[random.nextInt(2)] : null;
            database.fault(fault);
            try {
                feeds.get(feed).save(Integer.toString(next));
                positions.set(feed, next);
                assertThat(feed).as("the feed that saved").isEqualTo(feeds.size() - 1);
            } catch (WatermarkLostException e) {
                refused++;
                assertThat(feed).as("the feed that was refused").isLessThan(feeds.size() - 1);
            } catch (IOException e) {
                assertThat(fault).isNotNull();
            }
            database.fault(null);
            String line = column("watermark");
            int now = line == null ? 0 : Integer.parseInt(line);
            assertThat(now).isGreaterThanOrEqualTo(stored);
            stored = now;
        }
        assertThat(stored).isGreaterThan(20);
        assertThat(refused).isGreaterThan(20);
    }

    @Test
    void ofSeveralThatOpenAtOnceOneOwnsTheRow() throws Exception {
        for (int round = 0; round < 20; round++) {
            CyclicBarrier together = new CyclicBarrier(3);
            List<CompletableFuture<JdbcWatermarkStore>> openings = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                openings.add(CompletableFuture.supplyAsync(() -> {
                    try {
                        together.await();
                        return open();
                    } catch (WatermarkLostException e) {
                        return null;
                    } catch (Exception e) {
                        throw new IllegalStateException(e);
                    }
                }, task -> new Thread(task).start()));
            }
            openings.forEach(CompletableFuture::join);
            int owners = 0;
            for (CompletableFuture<JdbcWatermarkStore> opening : openings) {
                JdbcWatermarkStore store = opening.join();
                owners += store != null && owns(store) ? 1 : 0;
            }
            assertThat(owners).isEqualTo(1);
            sql("DROP ALL OBJECTS");
        }
    }

    private static boolean owns(JdbcWatermarkStore store) throws IOException {
        try {
            store.check();
            return true;
        } catch (WatermarkLostException e) {
            return false;
        }
    }

    @Test
    void namesTheStatementIfItMayNotCreateTheTable() throws Exception {
        sql("CREATE USER reader PASSWORD 'secret'");
        JdbcDataSource limited = new JdbcDataSource();
        limited.setURL(database.plain().getURL().replaceFirst(";.*", ""));
        limited.setUser("reader");
        limited.setPassword("secret");

        assertThatThrownBy(() -> new JdbcWatermarkStore(limited, KEY)).isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("cannot be opened").hasMessageContaining("could not create the table")
                .hasMessageContaining(
                        "Create it:\nCREATE TABLE plivo_mdr_watermark (\n  feed_key VARCHAR(400) NOT NULL PRIMARY KEY")
                .hasMessageNotContaining("secret");
    }

    @Test
    void namesTheDatabaseThatIsAway() {
        database.fault(Fault.AWAY);
        assertThatThrownBy(this::open).isExactlyInstanceOf(IOException.class)
                .hasMessageContaining("cannot be opened: Connection refused (SQL state 08001)")
                .hasMessageContaining("Check that the database runs, and the URL and user of the data source");
    }

    @Test
    void refusesAKeyThatNoIndexTakes() {
        assertThatThrownBy(() -> new JdbcWatermarkStore(database.dataSource(), "k".repeat(401)))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("401 characters")
                .hasMessageContaining("watermarkKey");
    }

    @ParameterizedTest
    @CsvSource({
            "PostgreSQL, POSTGRESQL", "MySQL, MYSQL", "MariaDB, MARIADB", "Oracle, ORACLE",
            "Microsoft SQL Server, SQL_SERVER", "H2, OTHER", "DB2/LINUXX8664, OTHER" })
    void knowsEachDatabaseByTheNameOfItsDriver(String product, WatermarkTable table) {
        assertThat(WatermarkTable.of(product)).isEqualTo(table);
    }
}
