package io.github.camelplivo.sqlledger;

import java.io.IOException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

import com.zaxxer.hikari.HikariDataSource;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;

/** A new database with the ledger's tables, in a real PostgreSQL that all tests share and that ends with them. */
final class TestDatabase implements AutoCloseable {

    private static final AtomicInteger NUMBER = new AtomicInteger();
    private static EmbeddedPostgres server;

    final HikariDataSource pool;
    final String name = "ledger_" + NUMBER.incrementAndGet();

    TestDatabase() throws IOException, SQLException {
        administer("CREATE DATABASE " + name);
        pool = Database.open(url(), null, null);
    }

    private static synchronized EmbeddedPostgres server() throws IOException {
        if (server == null) {
            server = EmbeddedPostgres.start();
        }
        return server;
    }

    String url() throws IOException {
        return server().getJdbcUrl("postgres", name);
    }

    /** Cuts all connections and refuses new ones. */
    void interrupt() throws IOException, SQLException {
        administer("ALTER DATABASE " + name + " ALLOW_CONNECTIONS false");
        administer("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = '" + name + "'");
    }

    void resume() throws IOException, SQLException {
        administer("ALTER DATABASE " + name + " ALLOW_CONNECTIONS true");
    }

    private static void administer(String sql) throws IOException, SQLException {
        try (Connection connection = server().getPostgresDatabase().getConnection();
             Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** @return each row as text, its values separated by blanks */
    List<String> rows(String query) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = pool.getConnection();
             Statement statement = connection.createStatement();
             ResultSet result = statement.executeQuery(query)) {
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= result.getMetaData().getColumnCount(); i++) {
                    row.add(result.getString(i));
                }
                rows.add(String.join(" ", row));
            }
        }
        return rows;
    }

    long count(String query) throws SQLException {
        return Long.parseLong(rows(query).get(0));
    }

    /** By a connection of its own: without the timeouts of the pool. */
    void execute(String sql) throws IOException, SQLException {
        try (Connection connection = DriverManager.getConnection(url()); Statement statement = connection.createStatement()) {
            statement.execute("SET statement_timeout = 0");
            statement.execute(sql);
        }
    }

    @Override
    public void close() {
        pool.close();
    }
}
