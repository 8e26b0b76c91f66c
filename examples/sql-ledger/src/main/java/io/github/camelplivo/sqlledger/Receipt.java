package io.github.camelplivo.sqlledger;

import java.math.BigDecimal;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.OffsetDateTime;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

import io.github.camelplivo.sqlledger.Difference.Kind;

/**
 * What a closing found, a row of the table {@code receipt}.
 *
 * @param started          when reading began, by the clock of the database
 * @param requests         the HTTP requests of the run
 * @param totals           of the period, after the repair
 * @param repaired         the records that were different, by kind; a kind without records is absent
 * @param changedMeanwhile records that the ledger wrote while Plivo was read, and that were not compared
 */
record Receipt(Period period, OffsetDateTime started, long requests, Totals totals, Map<Kind, Long> repaired,
               long changedMeanwhile) {

    /**
     * @param unpriced the number of records without a total amount
     * @param digest   SHA-256 of the lines {@code uuid fingerprint} in the order of the uuids, hexadecimal
     */
    record Totals(long records, long units, BigDecimal amount, BigDecimal carrierFees, long unpriced, String digest) {
    }

    private static final String STORE = """
            INSERT INTO receipt (period, period_start, period_end, started, finished, requests, records, units, total_amount,
              carrier_fees, unpriced, digest, changed_meanwhile, %s)
            VALUES (?, CAST(? AS timestamptz), CAST(? AS timestamptz), ?, clock_timestamp(), ?, ?, ?, ?, ?, ?, ?, ?, %s)
            """.formatted(
            Arrays.stream(Kind.values()).map(Kind::toString).collect(Collectors.joining(", ")),
            Arrays.stream(Kind.values()).map(kind -> "?").collect(Collectors.joining(", ")));

    void store(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STORE)) {
            int index = 1;
            for (Object value : new Object[] {
                    period.name(), period.from().toString(), period.to().toString(), started, requests, totals.records(),
                    totals.units(), totals.amount(), totals.carrierFees(), totals.unpriced(), totals.digest(), changedMeanwhile }) {
                statement.setObject(index++, value);
            }
            for (Kind kind : Kind.values()) {
                statement.setLong(index++, repaired.getOrDefault(kind, 0L));
            }
            statement.execute();
        }
    }

    /** The number of records that were different. */
    long differences() {
        return repaired.values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public String toString() {
        String kinds = repaired.entrySet().stream().map(kind -> kind.getValue() + " " + kind.getKey())
                .collect(Collectors.joining(", "));
        return String.format(Locale.ROOT, """
                Receipt of %s (%s to %s, exclusive):
                  records            %,d
                  units              %,d
                  total_amount       %s
                  carrier_fees       %s
                  unpriced           %,d
                  digest             %s
                  differences        %s
                  changed_meanwhile  %,d
                  requests           %,d""",
                period.name(), period.from(), period.to(), totals.records(), totals.units(), totals.amount().toPlainString(),
                totals.carrierFees().toPlainString(), totals.unpriced(), totals.digest(),
                repaired.isEmpty() ? "none" : differences() + ", repaired: " + kinds, changedMeanwhile, requests);
    }
}
