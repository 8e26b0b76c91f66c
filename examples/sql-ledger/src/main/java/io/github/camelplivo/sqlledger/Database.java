package io.github.camelplivo.sqlledger;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** The ledger's connections and tables. */
public final class Database {

    /** Any number; all starts of ledgers in a database wait for each other. */
    private static final String LOCK = "SELECT pg_advisory_xact_lock(7548601)";

    private Database() {
    }

    /**
     * Connects and creates what is missing.
     *
     * @param user     null if the URL names it
     * @param password null if the URL has it, or none is needed
     */
    public static HikariDataSource open(String url, String user, String password) throws SQLException, IOException {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(password);
        // the route and the feed's position use one each
        config.setMaximumPoolSize(4);
        // a page fails after this time, and is redelivered until the database is back
        config.setConnectionTimeout(5000);
        // a connection that was cut silently does not hold the feed
        config.addDataSourceProperty("socketTimeout", "60");
        // the messages of errors do not have phone numbers
        config.addDataSourceProperty("logServerErrorDetail", "false");
        HikariDataSource database = new HikariDataSource(config);
        try {
            create(database);
            return database;
        } catch (SQLException | IOException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    private static void create(DataSource database) throws SQLException, IOException {
        try (Connection connection = database.getConnection(); Statement statement = connection.createStatement()) {
            connection.setAutoCommit(false);
            statement.execute(LOCK);
            statement.execute(resource("/schema.sql"));
            statement.execute(resource("/views.sql"));
            connection.commit();
        }
    }

    private static String resource(String name) throws IOException {
        try (InputStream file = Database.class.getResourceAsStream(name)) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
