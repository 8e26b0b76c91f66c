package io.github.camelplivo.sqlledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.sqlledger.Difference.Kind;

/** Writes to the tables what {@link ListedRecords} has, in the transaction of the connection. */
final class Repair {

    private static final int BATCH = 1000;

    private static final String CREATE = """
            DROP TABLE IF EXISTS pg_temp.repaired;
            CREATE TEMPORARY TABLE repaired (message_uuid text PRIMARY KEY) ON COMMIT DROP
            """;

    private static final String VERSIONS = """
            INSERT INTO mdr_version (message_uuid, fingerprint, sweep, record, state, total_amount, message_updated_time)
            SELECT message_uuid, fingerprint, 'close', record, state, total_amount, message_updated_time
            FROM listed JOIN repaired USING (message_uuid)
            ON CONFLICT (message_uuid, fingerprint) DO UPDATE
            SET record = EXCLUDED.record, state = EXCLUDED.state, total_amount = EXCLUDED.total_amount,
                message_updated_time = EXCLUDED.message_updated_time
            """;

    private static final String RECORDS = """
            INSERT INTO mdr (message_uuid, fingerprint, record, first_seen, last_seen, %1$s)
            SELECT message_uuid, fingerprint, record,
                   (SELECT min(first_seen) FROM mdr_version WHERE mdr_version.message_uuid = listed.message_uuid), now(), %1$s
            FROM listed JOIN repaired USING (message_uuid)
            ON CONFLICT (message_uuid) DO UPDATE
            SET fingerprint = EXCLUDED.fingerprint, record = EXCLUDED.record, last_seen = EXCLUDED.last_seen,
                unlisted_since = NULL, %2$s
            """.formatted(Column.list(Column::name), Column.list(column -> column.name() + " = EXCLUDED." + column.name()));

    private static final String MARK = """
            UPDATE mdr SET unlisted_since = now() WHERE message_uuid = ANY (?) AND unlisted_since IS NULL
            RETURNING message_uuid, total_amount
            """;

    private final Connection connection;
    private final List<String> uuids = new ArrayList<>();

    Repair(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
        }
    }

    /** Remembers a record of {@code listed} that differs. */
    void add(String uuid) throws SQLException {
        uuids.add(uuid);
        if (uuids.size() == BATCH) {
            flush();
        }
    }

    private void flush() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement("INSERT INTO repaired SELECT unnest(?)")) {
            statement.setArray(1, connection.createArrayOf("text", uuids.toArray()));
            statement.execute();
        }
        uuids.clear();
    }

    /** Writes the records that were added. */
    void apply() throws SQLException {
        flush();
        try (Statement statement = connection.createStatement()) {
            statement.execute(VERSIONS);
            statement.execute(RECORDS);
        }
    }

    /**
     * Marks records that Plivo no longer has.
     *
     * @return those that were not marked before
     */
    List<Difference> mark(List<String> gone) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(MARK)) {
            statement.setArray(1, connection.createArrayOf("text", gone.toArray()));
            List<Difference> marked = new ArrayList<>();
            try (ResultSet row = statement.executeQuery()) {
                while (row.next()) {
                    marked.add(new Difference(row.getString(1), Kind.UNLISTED, "total_amount", row.getString(2), null));
                }
            }
            return marked;
        }
    }
}
