package io.github.camelplivo.sqlledger;

import java.util.List;
import java.util.Objects;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelplivo.sqlledger.demo.Demo;
import org.apache.camel.main.Main;

/** Writes an account's records to PostgreSQL until it is stopped. The route is in {@link LedgerRoute}. */
public final class SqlLedger {

    /** All of them, or none; JDBC_USER and JDBC_PASSWORD may be in the URL. */
    private static final List<String> ENVIRONMENT = List.of("JDBC_URL", "PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN");

    private SqlLedger() {
    }

    public static void main(String[] arguments) {
        int exit = 1;
        try {
            exit = run();
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            System.err.println(Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
        }
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /** @return the exit code: 1 if the demonstration failed, 2 if a part of the environment is missing */
    private static int run() throws Exception {
        List<String> missing = ENVIRONMENT.stream().filter(name -> Objects.toString(System.getenv(name), "").isBlank()).toList();
        if (missing.size() == ENVIRONMENT.size()) {
            return Demo.run();
        }
        if (!missing.isEmpty()) {
            System.err.printf("Not set in the environment: %s. Set all of %s, or none of them for a demonstration%n",
                    String.join(", ", missing), String.join(", ", ENVIRONMENT));
            return 2;
        }
        try (HikariDataSource database = Database.open(
                System.getenv("JDBC_URL"), System.getenv("JDBC_USER"), System.getenv("JDBC_PASSWORD"))) {
            Main main = camel(database);
            main.run();
            return main.getExitCode();
        }
    }

    /** The route with its beans, not yet started. */
    public static Main camel(DataSource database) {
        Main main = new Main(LedgerRoute.class);
        main.bind("database", database);
        main.bind("versions", new LedgerVersions(database));
        main.bind("ledger", new Ledger(database));
        return main;
    }
}
