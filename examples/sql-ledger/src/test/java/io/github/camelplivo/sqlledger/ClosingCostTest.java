package io.github.camelplivo.sqlledger;

import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** {@code -Dclose.records=100000} for a larger month. */
class ClosingCostTest {

    private static final int RECORDS = Integer.getInteger("close.records", 3000);
    private static final int ROWS_IN_A_PAGE = 20;

    @TempDir
    Path folder;

    /** The least number of requests is that of full pages. Each page of the walk repeats the last row of the page before. */
    @Test
    void aPeriodTakesFewMoreRequestsThanPages() throws Exception {
        try (ClosingAccount at = new ClosingAccount(ClosingAccount.recentMonth(), RECORDS, folder)) {
            Receipt receipt = at.closePeriod();

            double least = (double) RECORDS / ROWS_IN_A_PAGE;
            System.out.printf("%,d records: %,d requests, %.3f times the least%n", RECORDS, receipt.requests(),
                    receipt.requests() / least);
            assertThat(receipt.totals().records()).isEqualTo(RECORDS);
            assertThat(receipt.repaired()).isEmpty();
            assertThat(receipt.requests()).isEqualTo(at.plivo.requests().size()).isLessThanOrEqualTo((long) (1.15 * least));
        }
    }
}
