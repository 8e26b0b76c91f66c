package io.github.camelplivo.sqlledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.sqlledger.Difference.Kind;

/**
 * Compares the tables {@code mdr} and {@code mdr_version} with {@link ListedRecords}. The database compares values, so
 * the scale of an amount and the zone of a time are no difference.
 * <p>
 * A row that the ledger has written since the reading began, with another version than the one that was read, may be
 * newer or older than that. It is counted and not compared.
 */
final class TableComparison {

    /** A record that differs, with one difference for each of its columns that do. */
    @FunctionalInterface
    interface Found {

        void differ(String uuid, List<Difference> differences) throws Exception;
    }

    private static final int ROWS_IN_MEMORY = 1000;

    private static final String QUERY = """
            SELECT listed.message_uuid, listed.fingerprint, mdr.fingerprint AS row_fingerprint, mdr.unlisted_since,
                   mdr.last_seen >= CAST(? AS timestamptz) AND mdr.last_seen <= clock_timestamp() AS is_recent,
                   listed.record, mdr.record AS row_record, version.fingerprint AS version_fingerprint,
                   version.record AS version_record, listed.total_amount,
                   (listed.state, listed.total_amount, listed.message_updated_time) IS DISTINCT FROM
                     (version.state, version.total_amount, version.message_updated_time) AS is_version_altered,
                   ARRAY[%s] AS is_different, ARRAY[%s] AS listed_values, ARRAY[%s] AS row_values
            FROM listed
            LEFT JOIN mdr ON mdr.message_uuid = listed.message_uuid
            LEFT JOIN mdr_version AS version
              ON version.message_uuid = listed.message_uuid AND version.fingerprint = listed.fingerprint
            WHERE (listed.fingerprint, listed.record, %s, NULL) IS DISTINCT FROM
                    (mdr.fingerprint, mdr.record, %s, mdr.unlisted_since)
              OR (listed.fingerprint, listed.record, listed.state, listed.total_amount, listed.message_updated_time) IS DISTINCT FROM
                    (version.fingerprint, version.record, version.state, version.total_amount, version.message_updated_time)
            ORDER BY listed.message_uuid
            """.formatted(
            Column.list(column -> "listed." + column.name() + " IS DISTINCT FROM mdr." + column.name()),
            Column.list(column -> "CAST(listed." + column.name() + " AS text)"),
            Column.list(column -> "CAST(mdr." + column.name() + " AS text)"),
            Column.list(column -> "listed." + column.name()), Column.list(column -> "mdr." + column.name()));

    private final Connection connection;
    private long changedMeanwhile;

    /** @param connection in a transaction that lets no other one write to the tables */
    TableComparison(Connection connection) {
        this.connection = connection;
    }

    /** Finds all differences, in the order of the uuids. */
    void run(OffsetDateTime readingSince, Found found) throws Exception {
        try (PreparedStatement query = connection.prepareStatement(QUERY)) {
            query.setFetchSize(ROWS_IN_MEMORY);
            query.setObject(1, readingSince);
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    List<Difference> differences = differences(row);
                    if (!differences.isEmpty()) {
                        found.differ(row.getString("message_uuid"), differences);
                    }
                }
            }
        }
    }

    long changedMeanwhile() {
        return changedMeanwhile;
    }

    private List<Difference> differences(ResultSet row) throws SQLException {
        String listed = row.getString("fingerprint");
        String latest = row.getString("row_fingerprint");
        if (latest == null) {
            return one(row, Kind.MISSING, "total_amount", null, row.getString("total_amount"));
        }
        if (!latest.equals(listed)) {
            if (row.getBoolean("is_recent")) {
                changedMeanwhile++;
                return List.of();
            }
            List<Difference> outdated = columns(row, Kind.OUTDATED);
            outdated.addAll(one(row, Kind.OUTDATED, "record", latest, listed));
            return outdated;
        }
        List<Difference> altered = columns(row, Kind.ALTERED);
        altered.addAll(content(row, Kind.ALTERED, "record", "row_record"));
        if (!altered.isEmpty()) {
            return altered;
        }
        if (row.getString("unlisted_since") != null) {
            return one(row, Kind.LISTED_AGAIN, "unlisted_since", row.getString("unlisted_since"), null);
        }
        if (row.getString("version_fingerprint") == null) {
            return one(row, Kind.VERSION_MISSING, "mdr_version", null, listed);
        }
        return row.getBoolean("is_version_altered")
                ? one(row, Kind.VERSION_ALTERED, "mdr_version", "other values", listed)
                : content(row, Kind.VERSION_ALTERED, "mdr_version", "version_record");
    }

    private static List<Difference> columns(ResultSet row, Kind kind) throws SQLException {
        Boolean[] different = (Boolean[]) row.getArray("is_different").getArray();
        String[] listed = (String[]) row.getArray("listed_values").getArray();
        String[] latest = (String[]) row.getArray("row_values").getArray();
        List<Difference> differences = new ArrayList<>();
        for (int i = 0; i < different.length; i++) {
            if (different[i]) {
                differences.addAll(one(row, kind, Column.ALL.get(i).name(), latest[i], listed[i]));
            }
        }
        return differences;
    }

    /** Equal content can be written in different ways, such as times in another zone. */
    private static List<Difference> content(ResultSet row, Kind kind, String column, String name) throws SQLException {
        String listed = fingerprint(row.getString("record"));
        String latest = fingerprint(row.getString(name));
        return Objects.equals(listed, latest) ? List.of() : one(row, kind, column, latest, listed);
    }

    private static String fingerprint(String json) {
        try {
            return MessageDetailRecord.parse(json).fingerprint();
        } catch (IllegalArgumentException e) {
            return "not a record";
        }
    }

    private static List<Difference> one(ResultSet row, Kind kind, String column, String ledger, String plivo) throws SQLException {
        return List.of(new Difference(row.getString("message_uuid"), kind, column, ledger, plivo));
    }
}
