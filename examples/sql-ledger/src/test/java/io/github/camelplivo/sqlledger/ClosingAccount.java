package io.github.camelplivo.sqlledger;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/** A simulated account with records of a period, and one before and after it, and a ledger that has all of them. */
final class ClosingAccount implements AutoCloseable {

    final PlivoSimulator plivo = PlivoSimulator.builder().unlimited().start();
    final SimulatedAccount account = plivo.account();
    final TestDatabase database = new TestDatabase();
    final Ledger ledger = new Ledger(database.pool);
    final Period period;
    private final Path folder;

    /**
     * @param period  that has ended
     * @param records the number of records of the period
     * @param folder  of the files of differences
     */
    ClosingAccount(Period period, int records, Path folder) throws Exception {
        this.period = period;
        this.folder = folder;
        Duration step = Duration.between(period.from(), period.to()).dividedBy(records);
        for (int i = 0; i < records; i++) {
            account.add(period.from().plus(step.multipliedBy(i)));
        }
        account.add(period.from().minus(Duration.ofHours(1)));
        account.add(period.to());
        ledger.write(records(Instant.EPOCH, Instant.now()), "live");
        // what was written before the day was read
        execute("UPDATE mdr SET last_seen = last_seen - interval '1 day'");
    }

    static Period recentDay() {
        return Period.of(LocalDate.now(ZoneOffset.UTC).minusDays(4).toString());
    }

    static Period recentMonth() {
        return Period.of(YearMonth.from(LocalDate.now(ZoneOffset.UTC).minusDays(2)).minusMonths(1).toString());
    }

    /** As Plivo has them now, newest first. */
    List<MessageDetailRecord> records(Instant from, Instant to) {
        return account.truth(from, to).stream().map(json -> MessageDetailRecord.parse(json.toString())).toList();
    }

    List<MessageDetailRecord> records() {
        return records(period.from(), period.to());
    }

    MessageDetailRecord record(String uuid) {
        return records(Instant.EPOCH, Instant.now()).stream().filter(record -> uuid.equals(record.getMessageUuid())).findAny()
                .orElseThrow();
    }

    Map<String, String> properties() {
        return Map.of(
                "plivo.auth-id", account.authId(),
                "camel.component.plivo-mdr.auth-token", account.authToken(),
                "camel.component.plivo-mdr.base-url", plivo.baseUrl().toString(),
                "camel.component.plivo-mdr.list-requests-per-minute", "100000",
                "camel.component.plivo-mdr.requests-per-second", "1000");
    }

    Receipt closePeriod() throws Exception {
        return CloseCommand.close(period.name(), database.pool, properties(), folder);
    }

    /** Both tables, without the columns that say when a row was written. */
    List<String> tables() throws SQLException {
        return Stream.concat(
                database.rows("SELECT message_uuid, fingerprint, record, unlisted_since, " + Column.list(Column::name)
                              + " FROM mdr ORDER BY message_uuid").stream(),
                database.rows("SELECT message_uuid, fingerprint, record, state, total_amount, message_updated_time FROM mdr_version"
                              + " ORDER BY message_uuid, fingerprint").stream())
                .toList();
    }

    /** The lines of all files of differences. */
    List<String> differences() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".csv")).flatMap(ClosingAccount::lines).toList();
        }
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.readAllLines(file).stream().skip(1);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param sql with {@code ?} for the uuid, if one is given */
    void execute(String sql, String... uuid) throws SQLException {
        try (Connection connection = database.pool.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(uuid.length == 0 ? sql : sql.replace("?", "'" + uuid[0] + "'"));
        }
    }

    @Override
    public void close() {
        database.close();
        plivo.close();
    }
}
