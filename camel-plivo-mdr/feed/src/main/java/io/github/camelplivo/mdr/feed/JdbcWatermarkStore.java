package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;

import javax.sql.DataSource;

import io.github.camelplivo.mdr.log.FeedLogger;
import org.jspecify.annotations.Nullable;

/**
 * The watermark in a row of a database table. The feed that opened last owns the row: each opening writes a new owner
 * into it, and each save names the owner and the version that it expects. A feed that was suspended while another one
 * took over can therefore not move the position back, and two feeds with one key detect each other. No clock decides.
 * <p>
 * The version separates the saves of one owner: a save that the database executes late, after the feed has given it up
 * and saved a later position, finds another version and changes nothing.
 * <p>
 * For use by one thread at a time.
 */
public final class JdbcWatermarkStore implements WatermarkStore {

    private static final FeedLogger LOG = FeedLogger.of(JdbcWatermarkStore.class);
    private static final String OF_KEY = WatermarkTable.NAME + " WHERE feed_key = ?";
    private static final String SET = "UPDATE " + WatermarkTable.NAME + " SET ";
    private static final String IF_OWNED = " WHERE feed_key = ? AND owner = ?";

    private final WatermarkDatabase database;
    private final String key;
    private final String owner;
    private long version;
    private @Nullable WatermarkLostException lost;

    /** Without the watermark, which is long and is read once. */
    private record Row(@Nullable String owner, long version, @Nullable String savedAt) {
    }

    /**
     * Takes the row, and creates the table and the row if they are missing.
     *
     * @param  key                      of the feed, at most 400 characters
     * @throws IOException              if the database cannot be used; the message holds the statement that creates the
     *                                  table if it is missing
     * @throws IllegalArgumentException if the key is too long
     */
    public JdbcWatermarkStore(DataSource dataSource, String key) throws IOException {
        if (key.length() > WatermarkTable.MAX_KEY) {
            throw new IllegalArgumentException(
                    "The key of the feed has " + key.length() + " characters, allowed in a database are "
                                               + WatermarkTable.MAX_KEY + ": set watermarkKey to a shorter one");
        }
        this.key = key;
        this.database = new WatermarkDatabase(dataSource, toString());
        String process = ManagementFactory.getRuntimeMXBean().getName() + " " + UUID.randomUUID().toString().substring(0, 8);
        this.owner = process.substring(Math.max(0, process.length() - WatermarkTable.MAX_OWNER));
        database.requireTable();
        takeRow();
    }

    private void takeRow() throws IOException {
        Optional<Row> found = row();
        Row before = found.isPresent() ? found.get() : insertRow();
        database.run("written", connection -> update(connection, SET + "owner = ?, version = version + 1 WHERE feed_key = ?",
                owner, key));
        version = ownRow().version();
        if (before.owner() != null) {
            LOG.warn("{} was owned by process {}, which has not released it since {}: it was killed, or it is still running"
                     + " and will stop now. Only one feed may use this key",
                    this, before.owner(), before.savedAt());
        }
    }

    private Row insertRow() throws IOException {
        try {
            database.run("written",
                    connection -> update(connection,
                            "INSERT INTO " + WatermarkTable.NAME + " (feed_key, version) VALUES (?, 0)", key));
        } catch (IOException e) {
            // another feed may have inserted it at the same moment
            return row().orElseThrow(() -> e);
        }
        return new Row(null, 0, null);
    }

    private Optional<Row> row() throws IOException {
        return database.run("read", connection -> {
            try (PreparedStatement select = WatermarkDatabase.prepare(connection,
                    "SELECT owner, version, saved_at FROM " + OF_KEY, key);
                 ResultSet found = select.executeQuery()) {
                return found.next()
                        ? Optional.of(new Row(found.getString(1), found.getLong(2), found.getString(3)))
                        : Optional.empty();
            }
        });
    }

    /** The row, which this feed still owns. */
    private Row ownRow() throws IOException {
        if (lost == null) {
            Row row = row().orElse(null);
            if (row != null && owner.equals(row.owner())) {
                return row;
            }
            lost = lost(row);
        }
        throw lost;
    }

    private WatermarkLostException lost(@Nullable Row row) {
        String advice = ". This feed has stopped and delivers nothing more. ";
        if (row == null) {
            return new WatermarkLostException(
                    this + " no longer has its row: somebody deleted it" + advice + "Start it again to create a new row; it"
                                              + " then begins at startTime");
        }
        return new WatermarkLostException(
                this + " is owned by another feed now, "
                                          + (row.owner() == null
                                                  ? "which has released it meanwhile" : "in process " + row.owner())
                                          + advice + "If that feed replaces it, stop this one. If both shall run, set another"
                                          + " watermarkKey on one of them. To continue here instead, start this feed again");
    }

    @Override
    public Optional<String> load() throws IOException {
        Optional<String> line = database.run("read", connection -> {
            try (PreparedStatement select = WatermarkDatabase.prepare(connection,
                    "SELECT watermark FROM " + WatermarkTable.NAME + IF_OWNED, key, owner);
                 ResultSet found = select.executeQuery()) {
                return found.next() ? Optional.ofNullable(found.getString(1)) : Optional.empty();
            }
        });
        // the row of another feed also gives no line
        ownRow();
        return line;
    }

    @Override
    public void check() throws IOException {
        ownRow();
    }

    @Override
    public void save(String line) throws IOException {
        if (lost != null || !saveAt(version, line)) {
            // the answer to an earlier save may have been lost after the database had executed it
            if (!saveAt(ownRow().version(), line)) {
                ownRow();
                throw new IOException(this + " was changed by another program. The feed saves its position again");
            }
        }
    }

    private boolean saveAt(long expected, String line) throws IOException {
        int rows = database.run("written", connection -> {
            try (PreparedStatement save = WatermarkDatabase.prepare(connection,
                    SET + "watermark = ?, version = ?, saved_at = CURRENT_TIMESTAMP" + IF_OWNED + " AND version = ?", line,
                    expected + 1, key, owner, expected)) {
                return save.executeUpdate();
            }
        });
        version = rows == 1 ? expected + 1 : version;
        return rows == 1;
    }

    private static int update(Connection connection, String sql, Object... values) throws SQLException {
        try (PreparedStatement update = WatermarkDatabase.prepare(connection, sql, values)) {
            return update.executeUpdate();
        }
    }

    /** Releases the row, so that the next opening finds no owner. */
    @Override
    public void close() throws IOException {
        if (lost == null) {
            database.run("released", connection -> update(connection, SET + "owner = NULL" + IF_OWNED, key, owner));
        }
    }

    @Override
    public String toString() {
        return "watermarkDataSource, table " + WatermarkTable.NAME + ", key '" + key + "'";
    }
}
