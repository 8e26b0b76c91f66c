package io.github.camelplivo.mdr.support;

import java.sql.Connection;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.h2.api.Trigger;
import org.jspecify.annotations.Nullable;

/** Records each change of the table of watermarks, inside the database: no write escapes it. */
public final class PositionHistory implements Trigger {

    /** A committed or attempted change of the row. */
    public record Change(@Nullable String owner, long version, @Nullable Instant liveCursor) {
    }

    public static final String DDL = "CREATE TRIGGER history AFTER UPDATE ON plivo_mdr_watermark FOR EACH ROW CALL '"
                                     + PositionHistory.class.getName() + "'";

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Change> CHANGES = new CopyOnWriteArrayList<>();

    public static List<Change> changes() {
        return CHANGES;
    }

    @Override
    public void fire(Connection connection, Object[] before, Object[] after) {
        CHANGES.add(new Change((String) after[1], (Long) after[2], cursor(after[3])));
    }

    private static @Nullable Instant cursor(@Nullable Object watermark) {
        if (watermark == null) {
            return null;
        }
        try {
            return Instant.parse(JSON.readTree(text(watermark)).at("/sweeps/live/cursor").textValue());
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String text(Object watermark) {
        if (watermark instanceof java.sql.Clob clob) {
            try {
                return clob.getSubString(1, (int) clob.length());
            } catch (java.sql.SQLException e) {
                throw new IllegalStateException(e);
            }
        }
        return watermark.toString();
    }
}
