package io.github.camelplivo.mdr;

import java.io.IOException;
import java.util.Optional;

import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.feed.WatermarkStore;
import org.apache.camel.spi.StateRepository;

/** The watermark in a repository of the user's, under the name of the feed. The repository is the user's to close. */
record RepositoryWatermarkStore(StateRepository<String, String> repository, String key) implements WatermarkStore {

    @Override
    public Optional<String> load() throws IOException {
        try {
            return Optional.ofNullable(repository.getState(key));
        } catch (RuntimeException e) {
            throw unusable("read", e);
        }
    }

    @Override
    public void save(String line) throws IOException {
        try {
            repository.setState(key, line);
        } catch (RuntimeException e) {
            throw unusable("written", e);
        }
    }

    private IOException unusable(String what, RuntimeException cause) {
        return new IOException(
                this + " cannot be " + what + ": " + Causes.text(cause)
                               + ". Check what the repository stores into: that it is there, writable, and has room",
                cause);
    }

    @Override
    public String toString() {
        return "watermarkRepository " + repository.getClass().getSimpleName() + ", key '" + key + "'";
    }
}
