package io.github.camelplivo.sqlledger.demo;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelplivo.sqlledger.CloseCommand;
import io.github.camelplivo.sqlledger.Database;
import io.github.camelplivo.sqlledger.SqlLedger;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import org.apache.camel.main.Main;

/** Runs the ledger between a simulated Plivo and a PostgreSQL of its own, for about half a minute, and closes a month. */
public final class Demo {

    private static final int HISTORY = 3000;
    private static final int PER_SECOND = 5;
    private static final Duration TRAFFIC = Duration.ofSeconds(Integer.getInteger("demo.seconds", 15));
    /** Long enough to find the last change, on a slow machine too. */
    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static final String DAMAGE = """
            CREATE TEMPORARY TABLE damaged AS
              SELECT message_uuid FROM mdr WHERE to_char(message_time AT TIME ZONE 'UTC', 'YYYY-MM') = '%s' AND total_amount > 0
              ORDER BY message_time LIMIT 2;
            DELETE FROM mdr WHERE message_uuid = (SELECT min(message_uuid) FROM damaged);
            UPDATE mdr SET total_amount = 2 * total_amount WHERE message_uuid = (SELECT max(message_uuid) FROM damaged)
            """;

    private Demo() {
    }

    /** @return the exit code: 0 if the ledger has the last version of each record of the account, and the closing repaired it */
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
        boolean equal = follow(plivo, database);
        return equal && close(plivo, database) ? 0 : 1;
    }

    /** Runs the ledger while messages are sent. */
    private static boolean follow(SimulatedPlivo plivo, DataSource database) throws Exception {
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
            return comparison.isEqual();
        } finally {
            main.stop();
        }
    }

    /** Damages the ledger, and closes the last month that can be closed, twice. */
    private static boolean close(SimulatedPlivo plivo, DataSource database) throws Exception {
        String month = YearMonth.from(LocalDate.now(ZoneOffset.UTC).minusDays(2)).minusMonths(1).toString();
        System.out.printf("%nOne record of %s is deleted, and the amount of another one is altered:%n", month);
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            statement.execute(DAMAGE.formatted(month));
        }
        Path folder = Files.createTempDirectory("sql-ledger");
        boolean found = CloseCommand.run(month, database, plivo.properties(), folder) == CloseCommand.REPAIRED;
        System.out.println("\nAnd once more:");
        return CloseCommand.run(month, database, plivo.properties(), folder) == 0 && found;
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
