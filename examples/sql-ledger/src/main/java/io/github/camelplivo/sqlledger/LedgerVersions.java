package io.github.camelplivo.sqlledger;

import java.math.BigInteger;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Locale;

import javax.sql.DataSource;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.IdempotentRepository;

/**
 * The feed's memory of delivered versions is the table {@code mdr_version} itself. So a version is remembered in the
 * transaction that stores it, and the feed redelivers exactly the versions that are not stored.
 * <p>
 * The feed's keys are {@code feed:uuid:fingerprint}, the fingerprint as a number to the base 32.
 */
public final class LedgerVersions implements IdempotentRepository {

    private static final int RADIX = 32;

    private final DataSource database;

    public LedgerVersions(DataSource database) {
        this.database = database;
    }

    @Override
    public boolean contains(String key) {
        int uuid = key.indexOf(':') + 1;
        int fingerprint = key.lastIndexOf(':') + 1;
        try (Connection connection = database.getConnection();
             PreparedStatement query = connection.prepareStatement(
                     "SELECT 1 FROM mdr_version WHERE message_uuid = ? AND fingerprint = ?")) {
            query.setString(1, key.substring(uuid, fingerprint - 1));
            query.setString(2, String.format(Locale.ROOT, "%032x", new BigInteger(key.substring(fingerprint), RADIX)));
            try (ResultSet row = query.executeQuery()) {
                return row.next();
            }
        } catch (SQLException e) {
            throw new RuntimeCamelException(e);
        }
    }

    /** Does nothing: the transaction of the page has stored the version. */
    @Override
    public boolean add(String key) {
        return true;
    }

    @Override
    public boolean confirm(String key) {
        return true;
    }

    @Override
    public boolean remove(String key) {
        throw new UnsupportedOperationException("A ledger forgets no version");
    }

    @Override
    public void clear() {
        throw new UnsupportedOperationException("A ledger forgets no version");
    }

    @Override
    public void start() {
        // the table exists
    }

    @Override
    public void stop() {
        // the pool belongs to the program
    }
}
