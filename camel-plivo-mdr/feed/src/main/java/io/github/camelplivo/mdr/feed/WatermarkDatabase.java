package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;

import javax.sql.DataSource;

import org.jspecify.annotations.Nullable;

/** Runs statements on the table of watermarks, each in a transaction and a connection of its own. */
final class WatermarkDatabase {

    private static final int SECONDS_AT_MOST = 30;

    /** Statements on one connection. */
    @FunctionalInterface
    interface Work<T> {

        T run(Connection connection) throws SQLException;
    }

    private final DataSource dataSource;
    private final String shown;

    /** @param shown names the watermark in messages */
    WatermarkDatabase(DataSource dataSource, String shown) {
        this.dataSource = dataSource;
        this.shown = shown;
    }

    /** @param values strings and numbers, none of them {@code null} */
    static PreparedStatement prepare(Connection connection, String sql, Object... values) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        try {
            statement.setQueryTimeout(SECONDS_AT_MOST);
            for (int i = 0; i < values.length; i++) {
                if (values[i] instanceof Long number) {
                    statement.setLong(i + 1, number);
                } else {
                    statement.setString(i + 1, (String) values[i]);
                }
            }
            return statement;
        } catch (SQLException e) {
            statement.close();
            throw e;
        }
    }

    /** @param what the watermark cannot be if this fails, such as {@code read} */
    <T> T run(String what, Work<T> work) throws IOException {
        try {
            return run(work);
        } catch (SQLException e) {
            throw new IOException(
                    shown + " cannot be " + what + ": " + text(e)
                                  + ". Check that the database runs and has room, and that its user may select, insert and"
                                  + " update rows of this table",
                    e);
        }
    }

    private <T> T run(Work<T> work) throws SQLException {
        try (Connection connection = dataSource.getConnection()) {
            // a pool may give connections without it
            boolean isAutomatic = connection.getAutoCommit();
            try {
                T result = work.run(connection);
                if (!isAutomatic) {
                    connection.commit();
                }
                return result;
            } catch (SQLException | RuntimeException e) {
                if (!isAutomatic) {
                    rollBack(connection, e);
                }
                throw e;
            }
        }
    }

    private static void rollBack(Connection connection, Exception failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    private static String text(SQLException e) {
        return e.getMessage() + (e.getSQLState() == null ? "" : " (SQL state " + e.getSQLState() + ")");
    }

    /** Creates the table if it is missing. */
    void requireTable() throws IOException {
        SQLException missing = select();
        if (missing == null) {
            return;
        }
        String ddl = null;
        SQLException refused = null;
        try {
            ddl = run(connection -> WatermarkTable.of(connection.getMetaData().getDatabaseProductName())).ddl();
            create(ddl);
        } catch (SQLException e) {
            refused = e;
        }
        // also if another feed has created it meanwhile
        SQLException still = select();
        if (still != null) {
            throw new IOException(
                    shown + " cannot be opened: " + text(still)
                                  + (refused == null || ddl == null
                                          ? ". Check that the database runs, and the URL and user of the data source"
                                          : ". The feed could not create the table: " + text(refused) + ". Create it:\n" + ddl),
                    still);
        }
    }

    private void create(String ddl) throws SQLException {
        run(connection -> {
            try (Statement statement = connection.createStatement()) {
                return statement.execute(ddl);
            }
        });
    }

    /** Why rows of the table cannot be read; {@code null} if they can. */
    private @Nullable SQLException select() {
        try {
            run(connection -> {
                try (Statement statement = connection.createStatement()) {
                    return statement.execute("SELECT owner, version, watermark, saved_at FROM " + WatermarkTable.NAME
                                             + " WHERE feed_key = ''");
                }
            });
            return null;
        } catch (SQLException e) {
            return e;
        }
    }
}
