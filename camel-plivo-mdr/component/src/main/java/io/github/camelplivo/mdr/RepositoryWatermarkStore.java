package io.github.camelplivo.mdr;

import java.io.IOException;
import java.util.Optional;

import io.github.camelplivo.mdr.client.Causes;
import io.github.camelplivo.mdr.feed.WatermarkStore;
import org.apache.camel.spi.StateRepository;

/** The watermark in the user's repository, under the name of the feed. The user closes the repository. */
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
                               + ". Check that the storage of the repository exists, is writable and has room",
                cause);
    }

    @Override
    public String toString() {
        return "watermarkRepository " + repository.getClass().getSimpleName() + ", key '" + key + "'";
    }
}
