package io.github.camelplivo.mdr;

import java.util.Optional;

import io.github.camelplivo.mdr.feed.WatermarkStore;
import org.apache.camel.spi.StateRepository;

/** The watermark in a repository of the user's, under the name of the feed. The repository is the user's to close. */
record RepositoryWatermarkStore(StateRepository<String, String> repository, String key) implements WatermarkStore {

    @Override
    public Optional<String> load() {
        return Optional.ofNullable(repository.getState(key));
    }

    @Override
    public void save(String line) {
        repository.setState(key, line);
    }

    @Override
    public String toString() {
        return "watermarkRepository " + repository.getClass().getSimpleName() + ", key '" + key + "'";
    }
}
