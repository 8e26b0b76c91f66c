package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.util.ArrayList;

/** Writes the watermark, and before it the versions that were delivered, so that none is forgotten after a crash. */
final class WatermarkWriter {

    private final WatermarkStore store;
    private final DeliveredVersions versions;
    private FeedPage unremembered;
    private boolean unsaved;

    WatermarkWriter(WatermarkStore store, DeliveredVersions versions) {
        this.store = store;
        this.versions = versions;
    }

    /** The page was delivered: its versions are remembered by the next {@link #save}. */
    void delivered(FeedPage page) {
        unremembered = page;
    }

    /** Whether the last {@link #save} failed. */
    boolean isUnsaved() {
        return unsaved;
    }

    void save(Watermark watermark) throws IOException {
        unsaved = true;
        remember();
        store.save(watermark.toLine());
        unsaved = false;
    }

    /** Before the position moves: it does no harm to remember in vain what was delivered. */
    private void remember() throws IOException {
        if (unremembered != null) {
            try {
                versions.add(new ArrayList<>(unremembered.page()));
            } catch (Exception e) {
                throw new IOException("The delivered versions could not be stored: " + e.getMessage(), e);
            }
            unremembered = null;
        }
    }
}
