package io.github.camelplivo.sqlledger;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HexFormat;

/** Adds up the records of a period in {@code mdr}. */
final class PeriodTotals {

    /** A record without a readable time counts if Plivo lists it in the period. */
    private static final String RECORDS = """
            FROM mdr WHERE unlisted_since IS NULL
              AND (message_time >= CAST(? AS timestamptz) AND message_time < CAST(? AS timestamptz)
                OR message_time IS NULL AND EXISTS (SELECT FROM listed WHERE listed.message_uuid = mdr.message_uuid))
            """;
    private static final String SUMS = """
            SELECT count(*), coalesce(sum(units), 0), coalesce(sum(total_amount), 0), coalesce(sum(carrier_fees), 0),
                   count(*) FILTER (WHERE total_amount IS NULL)
            """ + RECORDS;
    private static final String VERSIONS = "SELECT message_uuid, fingerprint " + RECORDS + "ORDER BY message_uuid COLLATE \"C\"";
    private static final int ROWS_IN_MEMORY = 1000;

    private PeriodTotals() {
    }

    /** @param connection in a transaction that lets no other one write to the table */
    static Receipt.Totals of(Connection connection, Period period) throws SQLException {
        String digest = digest(connection, period);
        try (PreparedStatement query = prepare(connection, SUMS, period); ResultSet row = query.executeQuery()) {
            row.next();
            return new Receipt.Totals(
                    row.getLong(1), row.getLong(2), row.getBigDecimal(3), row.getBigDecimal(4), row.getLong(5), digest);
        }
    }

    private static String digest(Connection connection, Period period) throws SQLException {
        try (PreparedStatement query = prepare(connection, VERSIONS, period)) {
            query.setFetchSize(ROWS_IN_MEMORY);
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            try (ResultSet row = query.executeQuery()) {
                while (row.next()) {
                    digest.update((row.getString(1) + " " + row.getString(2) + "\n").getBytes(StandardCharsets.UTF_8));
                }
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every JDK has SHA-256", e);
        }
    }

    private static PreparedStatement prepare(Connection connection, String sql, Period period) throws SQLException {
        PreparedStatement query = connection.prepareStatement(sql);
        query.setString(1, period.from().toString());
        query.setString(2, period.to().toString());
        return query;
    }
}
