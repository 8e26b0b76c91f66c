package io.github.camelplivo.sqlledger.demo;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import io.github.camelplivo.mdr.model.MessageDetailRecord;

/**
 * Compares the table {@code mdr} with an account.
 *
 * @param records   in the account
 * @param missing   records of the account that the table does not have
 * @param different records whose version or one of whose amounts is not that of the account
 * @param unknown   records of the table that the account does not have
 * @param amount    the sum of all amounts in the table, as the database computes it
 * @param truth     the sum of all amounts of the account
 */
public record Comparison(int records, int missing, int different, int unknown, BigDecimal amount, BigDecimal truth) {

    private static final String QUERY = "SELECT message_uuid, fingerprint, state, units, total_amount, carrier_fees FROM mdr";
    private static final String SUM = "SELECT coalesce(sum(total_amount), 0) FROM mdr";

    public static Comparison of(List<MessageDetailRecord> account, DataSource database) throws SQLException {
        Map<String, MessageDetailRecord> missing = new HashMap<>();
        account.forEach(record -> missing.put(record.getMessageUuid(), record));
        int different = 0;
        int unknown = 0;
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            try (ResultSet row = statement.executeQuery(QUERY)) {
                while (row.next()) {
                    MessageDetailRecord record = missing.remove(row.getString("message_uuid"));
                    if (record == null) {
                        unknown++;
                    } else if (!isEqual(row, record)) {
                        different++;
                    }
                }
            }
            try (ResultSet row = statement.executeQuery(SUM)) {
                row.next();
                BigDecimal truth = account.stream().map(MessageDetailRecord::getTotalAmount).filter(Objects::nonNull)
                        .reduce(BigDecimal.ZERO, BigDecimal::add);
                return new Comparison(account.size(), missing.size(), different, unknown, row.getBigDecimal(1), truth);
            }
        }
    }

    private static boolean isEqual(ResultSet row, MessageDetailRecord record) throws SQLException {
        return record.fingerprint().equals(row.getString("fingerprint"))
                && Objects.equals(record.getMessageStateText(), row.getString("state"))
                && Objects.equals(record.getUnits(), row.getObject("units", Integer.class))
                && isEqual(record.getTotalAmount(), row.getBigDecimal("total_amount"))
                && isEqual(record.getCarrierFees(), row.getBigDecimal("carrier_fees"));
    }

    private static boolean isEqual(BigDecimal one, BigDecimal two) {
        return one == null || two == null ? one == two : one.compareTo(two) == 0;
    }

    public boolean isEqual() {
        return missing == 0 && different == 0 && unknown == 0 && isEqual(amount, truth);
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT,
                "%,d records: %d missing in the ledger, %d different, %d unknown to the account; amounts %s, in the account %s",
                records, missing, different, unknown, amount.toPlainString(), truth.toPlainString());
    }
}
