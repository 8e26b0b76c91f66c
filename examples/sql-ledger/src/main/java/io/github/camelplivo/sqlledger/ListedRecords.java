package io.github.camelplivo.sqlledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * The records of a period as Plivo has them, in the temporary table {@code listed}. It ends with the connection, so a
 * process that is killed leaves nothing behind. Its columns are those of {@code mdr}, so the database compares them.
 */
final class ListedRecords {

    private static final String CREATE = """
            DROP TABLE IF EXISTS pg_temp.listed;
            CREATE TEMPORARY TABLE listed AS SELECT message_uuid, fingerprint, record, %s FROM mdr WITH NO DATA;
            ALTER TABLE listed ADD PRIMARY KEY (message_uuid)
            """.formatted(Column.list(Column::name));

    private static final String ADD = """
            INSERT INTO listed (message_uuid, fingerprint, record, %s) VALUES (?, ?, CAST(? AS jsonb), %s)
            ON CONFLICT DO NOTHING
            """.formatted(Column.list(Column::name), Column.list(column -> "CAST(? AS " + column.type() + ")"));

    private static final String NOT_LISTED = """
            SELECT message_uuid FROM mdr
            WHERE message_time >= CAST(? AS timestamptz) AND message_time < CAST(? AS timestamptz) AND unlisted_since IS NULL
              AND NOT EXISTS (SELECT FROM listed WHERE listed.message_uuid = mdr.message_uuid)
            ORDER BY message_uuid
            """;

    private final Connection connection;

    ListedRecords(Connection connection) throws SQLException {
        this.connection = connection;
        try (Statement statement = connection.createStatement()) {
            statement.execute(CREATE);
        }
    }

    void add(List<MessageDetailRecord> records) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(ADD)) {
            for (MessageDetailRecord record : records) {
                int index = 1;
                statement.setString(index++, Column.storable(record.getMessageUuid()));
                statement.setString(index++, record.fingerprint());
                statement.setString(index++, Column.storableJson(record));
                for (Column column : Column.ALL) {
                    statement.setObject(index++, column.value().apply(record));
                }
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /** Lets the database count the rows, to plan the comparison. */
    void complete() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ANALYZE listed");
        }
    }

    /** @return the uuids of the ledger's records of the period that are not in the table, without those that are marked */
    List<String> notListed(Period period) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement(NOT_LISTED)) {
            query.setString(1, period.from().toString());
            query.setString(2, period.to().toString());
            List<String> uuids = new ArrayList<>();
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    uuids.add(row.getString(1));
                }
            }
            return uuids;
        }
    }
}
