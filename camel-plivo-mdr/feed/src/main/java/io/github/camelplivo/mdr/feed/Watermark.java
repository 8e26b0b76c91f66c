package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.KeyDeserializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import org.jspecify.annotations.Nullable;

/**
 * The stored position of a feed: that of each of its sweeps. One line of JSON.
 *
 * @param version  of this format
 * @param key      the feed of the position: account and filters, or the name that the user set
 * @param setAside unreadable stretches
 * @param reread   the start of a requested reread that has not started, or {@code null}
 */
@JsonInclude(JsonInclude.Include.NON_EMPTY)
record Watermark(
        int version, String key, Map<SweepId, SweepPosition> sweeps, List<SetAside> setAside, @Nullable Instant reread) {

    /** An unreadable stretch that its sweep has set aside. */
    record SetAside(SweepId sweep, SweepPosition position) {
    }

    private static final int VERSION = 1;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .addModule(new SimpleModule().addSerializer(Instant.class, ToStringSerializer.instance)
                    .addDeserializer(Instant.class, new InstantDeserializer())
                    .addSerializer(SweepId.class, ToStringSerializer.instance)
                    .addDeserializer(SweepId.class, new SweepNameValueDeserializer())
                    .addKeyDeserializer(SweepId.class, new SweepNameDeserializer()))
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS).build();

    Watermark {
        setAside = setAside == null ? List.of() : setAside;
    }

    Watermark(String key, Map<SweepId, SweepPosition> sweeps, List<SetAside> setAside, @Nullable Instant reread) {
        this(VERSION, key, new LinkedHashMap<>(sweeps), setAside, reread);
    }

    /** Whether the feed has not read anything yet. */
    boolean hasReadNothing() {
        return sweeps.entrySet().stream().filter(e -> e.getKey().kind() != SweepId.Kind.RECHECK).map(Map.Entry::getValue)
                .allMatch(position -> position.windowEnd() == null && position.cursor().equals(position.start()));
    }

    /** The position of the live sweep or the backfill, which every watermark has. */
    SweepPosition position(SweepId sweep) {
        return Objects.requireNonNull(sweeps.get(sweep));
    }

    String toLine() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A watermark can always be written", e);
        }
    }

    /**
     * @param  store       names its place in messages
     * @throws IOException if the line is not a complete watermark, or belongs to another feed
     */
    static Watermark parse(String line, String key, Object store) throws IOException {
        Watermark read;
        try {
            read = JSON.readValue(line, Watermark.class);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    store + " does not hold a readable watermark (" + e.getOriginalMessage()
                                  + "). Restore it from a backup, or remove it to start again at startTime; the feed then delivers everything"
                                  + " since startTime once more",
                    e);
        }
        if (read == null || read.version != VERSION || read.sweeps == null || read.sweeps.containsValue(null)
                || !read.sweeps.keySet().containsAll(Set.of(SweepId.LIVE, SweepId.BACKFILL))) {
            throw new IOException(
                    store + " does not hold a watermark of version " + VERSION
                                  + ", the only version that this component reads: a newer component or another program wrote it."
                                  + " Use that version again, restore the watermark from a backup, or remove it to start again at"
                                  + " startTime");
        }
        if (!key.equals(read.key)) {
            throw new IOException(
                    store + " holds the watermark of another feed, '" + read.key + "', and this feed is '" + key
                                  + "'. Give each feed its own place, or set watermarkKey to take over the position");
        }
        return read;
    }

    private static final class InstantDeserializer extends FromStringDeserializer<Instant> {

        InstantDeserializer() {
            super(Instant.class);
        }

        @Override
        protected Instant _deserialize(String value, DeserializationContext context) throws IOException {
            try {
                return Instant.parse(value);
            } catch (DateTimeException e) {
                return (Instant) context.handleWeirdStringValue(Instant.class, value,
                        "not an instant such as 2026-11-21T09:30:00Z");
            }
        }
    }

    private static final class SweepNameValueDeserializer extends FromStringDeserializer<SweepId> {

        SweepNameValueDeserializer() {
            super(SweepId.class);
        }

        @Override
        protected SweepId _deserialize(String value, DeserializationContext context) throws IOException {
            try {
                return SweepId.parse(value);
            } catch (IllegalArgumentException e) {
                return (SweepId) context.handleWeirdStringValue(SweepId.class, value, "not a sweep");
            }
        }
    }

    private static final class SweepNameDeserializer extends KeyDeserializer {

        @Override
        public SweepId deserializeKey(String key, DeserializationContext context) throws IOException {
            try {
                return SweepId.parse(key);
            } catch (IllegalArgumentException e) {
                return (SweepId) context.handleWeirdKey(SweepId.class, key, "not a sweep");
            }
        }
    }
}
