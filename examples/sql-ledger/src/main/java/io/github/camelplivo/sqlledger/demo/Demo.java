package io.github.camelplivo.sqlledger.demo;

import java.io.IOException;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelplivo.sqlledger.Database;
import io.github.camelplivo.sqlledger.SqlLedger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.main.Main;

/** Runs the ledger between a simulated Plivo and a PostgreSQL of its own, for about half a minute. */
public final class Demo {

    private static final int HISTORY = 3000;
    private static final int PER_SECOND = 5;
    private static final Duration TRAFFIC = Duration.ofSeconds(Integer.getInteger("demo.seconds", 15));
    /** Long enough to find the last change, on a slow machine too. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private Demo() {
    }

    /** @return the exit code: 0 if the ledger has the last version of each record of the account */
    public static int run() throws Exception {
        System.out.println("Starting a simulated Plivo and a PostgreSQL; set JDBC_URL, PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN to use"
                           + " yours.");
        try (SimulatedPlivo plivo = new SimulatedPlivo(HISTORY); EmbeddedPostgres postgres = EmbeddedPostgres.start()) {
            String url = postgres.getJdbcUrl("postgres", "postgres");
            System.out.println("Until the end, the ledger is at " + url);
            try (HikariDataSource database = Database.open(url, null, null)) {
                return run(plivo, database);
            }
        }
    }

    private static int run(SimulatedPlivo plivo, DataSource database) throws Exception {
        Main main = SqlLedger.camel(database);
        plivo.properties().forEach(main::addOverrideProperty);
        main.start();
        try {
            plivo.begin(PER_SECOND);
            Instant end = Instant.now().plus(TRAFFIC);
            while (Instant.now().isBefore(end)) {
                System.out.println(Comparison.of(plivo.records(), database));
                Thread.sleep(2000);
            }
            System.out.println("No more new messages; the feed finds changed records when they are 8 s old.");
            plivo.end();
            Comparison comparison = await(plivo, database);
            System.out.println((comparison.isEqual() ? "EQUAL to the account: " : "NOT EQUAL to the account: ") + comparison);
            show(database);
            return comparison.isEqual() ? 0 : 1;
        } finally {
            main.stop();
        }
    }

    private static Comparison await(SimulatedPlivo plivo, DataSource database) throws SQLException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Comparison comparison = Comparison.of(plivo.records(), database);
        while (!comparison.isEqual() && Instant.now().isBefore(end)) {
            System.out.println(comparison);
            Thread.sleep(2000);
            comparison = Comparison.of(plivo.records(), database);
        }
        return comparison;
    }

    private static void show(DataSource database) throws SQLException, IOException {
        show(database, "Cost by month", "SELECT * FROM cost_by_month");
        show(database, "Cost by country, in the last 30 days", """
                SELECT country, sum(messages) AS messages, sum(units) AS units, sum(amount) AS amount,
                       sum(carrier_fees) AS carrier_fees
                FROM cost GROUP BY country ORDER BY amount DESC""");
        show(database, "Delivery today", "SELECT * FROM delivery_rate WHERE day = (now() AT TIME ZONE 'UTC')::date");
        show(database, "Errors", """
                SELECT error_code, error_message, sum(messages) AS messages
                FROM error_codes GROUP BY error_code, error_message ORDER BY messages DESC""");
        show(database, "Price changes after the first reading", """
                SELECT state_before, state, count(*) AS changes, sum(difference) AS difference
                FROM price_changes GROUP BY state_before, state ORDER BY changes DESC""");
    }

    private static void show(DataSource database, String title, String query) throws SQLException {
        System.out.printf("%n%s:%n%s", title, TextTable.of(database, query));
    }
}
