package io.github.camelplivo.mdr.feed;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

/** The watermark in memory, while the process lives. */
public final class MemoryWatermarkStore implements WatermarkStore {

    private @Nullable String line;

    @Override
    public Optional<String> load() {
        return Optional.ofNullable(line);
    }

    @Override
    public void save(String saved) {
        line = saved;
    }

    @Override
    public String toString() {
        return "watermark in memory";
    }
}
