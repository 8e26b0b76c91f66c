package io.github.camelplivo.sqlledger;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import javax.sql.DataSource;

import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * Reads a period of the account again, makes the ledger equal to it, and writes a receipt.
 * <p>
 * Until Plivo has been read completely, nothing is written but a temporary table. The comparison, the repair and the
 * receipt are one transaction, so a run that fails or is killed has changed nothing.
 */
final class Closing {

    private static final int BATCH = 200;
    /** In milliseconds. */
    private static final int REPAIR_TIMEOUT = 600_000;
    /** Each write of the ledger begins with this table. It waits until the transaction ends. */
    private static final String LOCK = "LOCK TABLE mdr_version IN SHARE ROW EXCLUSIVE MODE; SET LOCAL TIME ZONE 'UTC'";
    private static final DateTimeFormatter FILE_TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'");

    private final DataSource database;
    private final PlivoAccount plivo;
    private final Requests requests;
    private final Path folder;
    private final Consumer<String> lines;

    /**
     * @param requests counts those of the account
     * @param folder   gets the file of differences, if there are any
     * @param lines    takes the progress
     */
    Closing(DataSource database, PlivoAccount plivo, Requests requests, Path folder, Consumer<String> lines) {
        this.database = database;
        this.plivo = plivo;
        this.requests = requests;
        this.folder = folder;
        this.lines = lines;
    }

    /** @return the receipt, which is stored */
    Receipt close(Period period) throws Exception {
        try (Connection connection = database.getConnection()) {
            OffsetDateTime started = now(connection);
            long before = requests.sent();
            ListedRecords listed = new ListedRecords(connection);
            read(period, listed);
            List<String> gone = gone(period, listed);
            connection.setAutoCommit(false);
            // a statement repairs all records, and may take longer than those of the ledger
            connection.setNetworkTimeout(Runnable::run, REPAIR_TIMEOUT);
            try (Statement statement = connection.createStatement()) {
                statement.execute(LOCK);
            }
            Path path = folder.resolve("close-" + period.name() + "-" + FILE_TIME.format(now(connection)) + ".csv");
            TableComparison comparison = new TableComparison(connection);
            Receipt receipt;
            try (DifferenceFile file = new DifferenceFile(path)) {
                repair(connection, comparison, started, gone, file);
                receipt = new Receipt(
                        period, started, requests.sent() - before, PeriodTotals.of(connection, period), file.counts(),
                        comparison.changedMeanwhile());
            }
            receipt.store(connection);
            connection.commit();
            if (receipt.differences() > 0) {
                lines.accept("Differences: " + path);
            }
            return receipt;
        }
    }

    private void read(Period period, ListedRecords listed) throws SQLException {
        lines.accept("Reading " + period.name() + " from Plivo");
        Progress progress = new Progress(period, System::nanoTime, lines);
        List<MessageDetailRecord> batch = new ArrayList<>();
        for (Iterator<MessageDetailRecord> records = plivo.records(period); records.hasNext();) {
            MessageDetailRecord record = records.next();
            batch.add(record);
            progress.read(record);
            if (batch.size() == BATCH) {
                listed.add(batch);
                batch.clear();
            }
        }
        listed.add(batch);
        listed.complete();
        lines.accept(period.name() + ": 100 %, " + progress.records() + " records. Comparing them with the ledger");
    }

    /**
     * Requests each record of the ledger that was not listed: it may have been listed late, or its time in the ledger may
     * be wrong.
     *
     * @return the uuids of those that Plivo does not have
     */
    private List<String> gone(Period period, ListedRecords listed) throws SQLException {
        List<String> gone = new ArrayList<>();
        List<MessageDetailRecord> found = new ArrayList<>();
        for (String uuid : listed.notListed(period)) {
            Optional<MessageDetailRecord> record = plivo.record(uuid);
            record.ifPresentOrElse(found::add, () -> gone.add(uuid));
        }
        listed.add(found);
        return gone;
    }

    private static void repair(
            Connection connection, TableComparison comparison, OffsetDateTime started, List<String> gone, DifferenceFile file)
            throws Exception {
        Repair repair = new Repair(connection);
        comparison.run(started, (uuid, differences) -> {
            file.add(differences);
            repair.add(uuid);
        });
        repair.apply();
        for (Difference unlisted : repair.mark(gone)) {
            file.add(List.of(unlisted));
        }
    }

    private static OffsetDateTime now(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
             ResultSet row = statement.executeQuery("SELECT clock_timestamp()")) {
            row.next();
            return row.getObject(1, OffsetDateTime.class).withOffsetSameInstant(ZoneOffset.UTC);
        }
    }
}
