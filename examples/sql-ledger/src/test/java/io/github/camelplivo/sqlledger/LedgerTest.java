package io.github.camelplivo.sqlledger;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Which version of a record is the latest, and what a transaction holds. */
class LedgerTest {

    private static final String EARLY = "2026-11-28 12:00:01+00:00";
    private static final String LATE = "2026-11-28 12:00:02+00:00";

    private TestDatabase database;
    private Ledger ledger;

    @BeforeEach
    void open() throws Exception {
        database = new TestDatabase();
        ledger = new Ledger(database.pool);
    }

    @AfterEach
    void close() {
        database.close();
    }

    @Test
    void keepsTheLatestVersionAndAllVersions() throws SQLException {
        write(version("queued", EARLY, "0.00000"));
        write(version("delivered", LATE, "0.00350"));

        assertThat(latest()).containsExactly("delivered 0.00350");
        assertThat(versions()).containsExactly("queued 0.00000", "delivered 0.00350");
        assertThat(database.rows("SELECT record ->> 'total_amount' FROM mdr")).containsExactly("0.00350");
    }

    @Test
    void aVersionWithAnEarlierUpdateTimeDoesNotReplaceALaterOne() throws SQLException {
        write(version("delivered", LATE, "0.00350"));
        // also in a state that would be later
        write(version("undelivered", EARLY, "0.00000"));

        assertThat(latest()).containsExactly("delivered 0.00350");
        assertThat(versions()).containsExactly("delivered 0.00350", "undelivered 0.00000");
    }

    @Test
    void withoutUpdateTimesAnEarlierStateDoesNotReplaceALaterOne() throws SQLException {
        write(version("delivered", null, "0.00350"));
        write(version("sent", null, "0.00350"));
        write(version("queued", null, "0.00000"));

        assertThat(latest()).containsExactly("delivered 0.00350");
        assertThat(versions()).hasSize(3);
    }

    @Test
    void withoutUpdateTimesTheOrderOfReadingDecidesBetweenFinalStates() throws SQLException {
        write(version("delivered", null, "0.00350"));
        write(version("delivered", null, "0.00450"));
        write(version("read", null, "0.00450"));

        assertThat(latest()).containsExactly("read 0.00450");
    }

    @Test
    void aRedeliveredVersionChangesNothing() throws SQLException {
        write(version("sent", null, "0.00350"));
        write(version("sent", null, "0.00450"));
        List<String> before = database.rows("SELECT state, total_amount, first_seen, last_seen FROM mdr");
        write(version("sent", null, "0.00350"));

        assertThat(database.rows("SELECT state, total_amount, first_seen, last_seen FROM mdr")).isEqualTo(before);
        assertThat(latest()).containsExactly("sent 0.00450");
        assertThat(versions()).hasSize(2);
    }

    /** Plivo dates each change, so the version after a change back is a new one. */
    @Test
    void aChangeBackIsANewVersionIfItHasAnUpdateTime() throws SQLException {
        write(version("sent", EARLY, "0.00350"));
        write(version("sent", LATE, "0.00450"));
        write(version("sent", "2026-11-28 12:00:03+00:00", "0.00350"));

        assertThat(latest()).containsExactly("sent 0.00350");
        assertThat(versions()).containsExactly("sent 0.00350", "sent 0.00450", "sent 0.00350");
    }

    @Test
    void amountsAreExact() throws SQLException {
        ledger.write(List.of(record("a", "0.1"), record("b", "0.2"), record("c", "12345678901234567890.00000000000000000001")),
                "live");

        assertThat(new BigDecimal(database.rows("SELECT sum(total_amount) FROM mdr").get(0)))
                .isEqualTo("12345678901234567890.30000000000000000001");
    }

    @Test
    void aPageIsWrittenWholeOrNotAtAll() throws SQLException {
        execute("ALTER TABLE mdr ADD CHECK (units < 5)");
        List<MessageDetailRecord> page = List.of(record("a", "0.1"), MessageDetailRecord.parse("""
                {"message_uuid": "b", "units": 5, "to_number": "12025550123"}"""));

        assertThatThrownBy(() -> ledger.write(page, "live")).isInstanceOf(SQLException.class)
                .hasMessageContaining("mdr_units_check").hasMessageNotContaining("12025550123");

        assertThat(database.count("SELECT count(*) FROM mdr")).isZero();
        assertThat(database.count("SELECT count(*) FROM mdr_version")).isZero();
    }

    @Test
    void storesTextThatPostgresqlRefuses() throws SQLException {
        ledger.write(List.of(MessageDetailRecord.parse("""
                {"message_uuid": "a", "from_number": "A\\u0000B", "new": "C\\u0000D\\ud800E", "total_amount": "none"}""")), "live");

        assertThat(database.rows("SELECT from_number, record ->> 'new', total_amount FROM mdr"))
                .containsExactly("A\uFFFDB C\uFFFDD?E null");
    }

    @Test
    void remembersExactlyTheVersionsThatItStores() throws SQLException {
        write(version("sent", EARLY, "0.00350"));
        LedgerVersions versions = new LedgerVersions(database.pool);

        assertThat(versions.contains(key(version("sent", EARLY, "0.00350")))).isTrue();
        // the scale of an amount is not a change
        assertThat(versions.contains(key(version("sent", EARLY, "0.0035")))).isTrue();
        assertThat(versions.contains(key(version("sent", LATE, "0.00350")))).isFalse();
    }

    /** As docs/guarantees.md describes it. */
    private static String key(MessageDetailRecord record) {
        return "0123abcd:" + record.getMessageUuid() + ":" + new BigInteger(record.fingerprint(), 16).toString(32);
    }

    private void write(MessageDetailRecord record) throws SQLException {
        ledger.write(List.of(record), "live");
    }

    private List<String> latest() throws SQLException {
        return database.rows("SELECT state, total_amount FROM mdr");
    }

    private List<String> versions() throws SQLException {
        return database.rows("SELECT state, total_amount FROM mdr_version ORDER BY number");
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = database.pool.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static MessageDetailRecord record(String uuid, String amount) {
        return MessageDetailRecord.parse("{\"message_uuid\": \"" + uuid + "\", \"total_amount\": \"" + amount + "\"}");
    }

    private static MessageDetailRecord version(String state, String updated, String amount) {
        return MessageDetailRecord.parse("""
                {"message_uuid": "a", "message_time": "2026-11-28 12:00:00+00:00", "message_state": "%s", "total_amount": "%s"%s}"""
                .formatted(state, amount, updated == null ? "" : ", \"message_updated_time\": \"" + updated + '"'));
    }
}
