package io.github.camelplivo.mdr.campaign;

import java.io.IOException;
import java.util.Optional;

import io.github.camelplivo.mdr.feed.WatermarkStore;

/** A watermark store that sometimes fails, and before and after whose writes the process may end. */
record FailingStore(WatermarkStore store, FaultInjector faults) implements WatermarkStore {

    @Override
    public Optional<String> load() throws IOException {
        return store.load();
    }

    @Override
    public void save(String line) throws IOException {
        faults.write();
        store.save(line);
        faults.step();
    }
}
