package io.github.camelplivo.mdr.connect;

import java.util.Optional;
import java.util.function.Consumer;

import io.github.camelplivo.mdr.feed.WatermarkStore;
import org.jspecify.annotations.Nullable;

/** The watermark of an account. Connect stores it with the records, so that this store only hands it on. */
final class AccountStore implements WatermarkStore {

    private final String account;
    private final Consumer<String> saved;
    private @Nullable String line;

    /**
     * @param line  of the source offset, {@code null} if there is none
     * @param saved receives each line that the feed saves
     */
    AccountStore(String account, @Nullable String line, Consumer<String> saved) {
        this.account = account;
        this.line = line;
        this.saved = saved;
    }

    @Override
    public Optional<String> load() {
        return Optional.ofNullable(line);
    }

    @Override
    public void save(String newLine) {
        line = newLine;
        saved.accept(newLine);
    }

    @Override
    public String toString() {
        return "the source offset of " + account;
    }
}
