package io.github.camelplivo.sqlledger;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;

import javax.sql.DataSource;

import io.github.camelplivo.mdr.PlivoMdrConstants;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Writes a page of records in one transaction: each new version to {@code mdr_version}, and to {@code mdr} if it is the
 * latest.
 * <p>
 * A version that {@code mdr_version} already has changes nothing, so a page can be written any number of times. A version
 * that is new there replaces the one in {@code mdr}, because the feed delivers the versions of a record in the order in
 * which it reads them, except in these cases:
 * <ol>
 * <li>Its {@code message_updated_time} is earlier.
 * <li>The times are equal, or one is absent, and its state is an earlier one: {@code queued} is before {@code sent}, and
 * both are before all others.
 * </ol>
 * These cases occur if a process is suspended while it writes a page and another process continues the feed: the first
 * one then writes what it has read long ago.
 */
public final class Ledger implements Processor {

    private static final String WRITE = """
            WITH version AS (
              INSERT INTO mdr_version (message_uuid, fingerprint, sweep, record, state, total_amount, message_updated_time)
              VALUES (?, ?, ?, CAST(? AS jsonb), ?, CAST(? AS numeric), CAST(? AS timestamptz))
              ON CONFLICT DO NOTHING
              RETURNING message_uuid, fingerprint, record, first_seen)
            INSERT INTO mdr AS latest (message_uuid, fingerprint, record, first_seen, last_seen, %s)
            SELECT message_uuid, fingerprint, record, first_seen, first_seen, %s FROM version
            ON CONFLICT (message_uuid) DO UPDATE
            SET fingerprint = EXCLUDED.fingerprint, record = EXCLUDED.record, last_seen = EXCLUDED.last_seen,
              unlisted_since = NULL, %s
            WHERE CASE
              WHEN EXCLUDED.message_updated_time <> latest.message_updated_time
              THEN EXCLUDED.message_updated_time > latest.message_updated_time
              ELSE coalesce(array_position(ARRAY['queued', 'sent'], EXCLUDED.state), 3)
                >= coalesce(array_position(ARRAY['queued', 'sent'], latest.state), 3)
            END
            """.formatted(
            Column.list(Column::name), Column.list(column -> "CAST(? AS " + column.type() + ")"),
            Column.list(column -> column.name() + " = EXCLUDED." + column.name()));

    private final DataSource database;

    public Ledger(DataSource database) {
        this.database = database;
    }

    @Override
    public void process(Exchange exchange) throws SQLException {
        write(exchange.getMessage().getBody(MdrPage.class), exchange.getMessage().getHeader(PlivoMdrConstants.SWEEP, String.class));
    }

    /** @param sweep the part of the feed that has read the page */
    void write(List<MessageDetailRecord> page, String sweep) throws SQLException {
        // The pool rolls back what is not committed when the connection is closed.
        try (Connection connection = database.getConnection()) {
            connection.setAutoCommit(false);
            try (PreparedStatement statement = connection.prepareStatement(WRITE)) {
                // two processes that write the same records lock them in the same order
                for (MessageDetailRecord record : page.stream()
                        .sorted(Comparator.comparing(MessageDetailRecord::getMessageUuid)).toList()) {
                    set(statement, record, sweep);
                    statement.addBatch();
                }
                statement.executeBatch();
            }
            connection.commit();
        }
    }

    private static void set(PreparedStatement statement, MessageDetailRecord record, String sweep) throws SQLException {
        int index = 1;
        statement.setString(index++, Column.storable(record.getMessageUuid()));
        statement.setString(index++, record.fingerprint());
        statement.setString(index++, sweep);
        statement.setString(index++, Column.storableJson(record));
        statement.setString(index++, Column.storable(record.getMessageStateText()));
        statement.setObject(index++, record.getTotalAmount());
        statement.setObject(index++, record.getMessageUpdatedTime());
        for (Column column : Column.ALL) {
            statement.setObject(index++, column.value().apply(record));
        }
    }
}
