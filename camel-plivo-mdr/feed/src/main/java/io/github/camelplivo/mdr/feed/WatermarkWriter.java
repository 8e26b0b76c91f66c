package io.github.camelplivo.mdr.feed;

import java.io.IOException;
import java.util.ArrayList;

import org.jspecify.annotations.Nullable;

/** Writes the watermark, and before it the delivered versions, so that a crash loses none. */
final class WatermarkWriter {

    private final WatermarkStore store;
    private final DeliveredVersions versions;
    private @Nullable FeedPage unremembered;
    private boolean unsaved;

    WatermarkWriter(WatermarkStore store, DeliveredVersions versions) {
        this.store = store;
        this.versions = versions;
    }

    /** Records the delivery of the page: the next {@link #save} stores its versions. */
    void delivered(FeedPage page) {
        unremembered = page;
    }

    /** The number of versions that are stored in memory. */
    long versions() {
        return versions.count();
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

    /** Runs before the position moves: storing delivered versions in vain does no harm. */
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
