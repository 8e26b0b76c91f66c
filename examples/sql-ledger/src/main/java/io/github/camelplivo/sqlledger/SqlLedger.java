package io.github.camelplivo.sqlledger;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelplivo.sqlledger.demo.Demo;
import org.apache.camel.main.Main;

/**
 * Writes an account's records to PostgreSQL until it is stopped. The route is in {@link LedgerRoute}. With the arguments
 * of {@link CloseCommand} it closes a period instead.
 */
public final class SqlLedger {

    /** All of them, or none; JDBC_USER and JDBC_PASSWORD may be in the URL. */
    private static final List<String> ENVIRONMENT = List.of("JDBC_URL", "PLIVO_AUTH_ID", "PLIVO_AUTH_TOKEN");

    /** The exit code if an argument or a part of the environment is missing or wrong. */
    private static final int UNUSABLE = 2;

    private SqlLedger() {
    }

    public static void main(String[] arguments) {
        int exit = 1;
        try {
            exit = run(arguments);
        } catch (IllegalArgumentException e) {
            System.err.println(e.getMessage());
            exit = UNUSABLE;
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

    /** @return the exit code: 1 if the demonstration failed, {@value #UNUSABLE}, or that of {@link CloseCommand} */
    private static int run(String[] arguments) throws Exception {
        boolean close = arguments.length == 2 && arguments[0].equals("close");
        if (arguments.length > 0 && !close) {
            throw new IllegalArgumentException("Unknown arguments: " + String.join(" ", arguments) + ". Allowed: " + CloseCommand.USAGE);
        }
        List<String> missing = ENVIRONMENT.stream().filter(name -> Objects.toString(System.getenv(name), "").isBlank()).toList();
        if (missing.size() == ENVIRONMENT.size() && !close) {
            return Demo.run();
        }
        if (!missing.isEmpty()) {
            System.err.printf("Not set in the environment: %s. Set all of %s, or none of them for a demonstration%n",
                    String.join(", ", missing), String.join(", ", ENVIRONMENT));
            return UNUSABLE;
        }
        try (HikariDataSource database = Database.open(
                System.getenv("JDBC_URL"), System.getenv("JDBC_USER"), System.getenv("JDBC_PASSWORD"))) {
            if (close) {
                return CloseCommand.run(arguments[1], database, Map.of(), Path.of(""));
            }
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
