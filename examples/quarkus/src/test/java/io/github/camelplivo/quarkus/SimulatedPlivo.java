package io.github.camelplivo.quarkus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;

/** The simulated account that the application reads in its test. */
public class SimulatedPlivo implements QuarkusTestResourceLifecycleManager {

    static final int HISTORY = 50;

    private final PlivoSimulator plivo = PlivoSimulator.builder().unlimited().start();
    private final Path folder = folder();

    private static Path folder() {
        try {
            return Files.createTempDirectory(Path.of("target"), "feed");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public Map<String, String> start() {
        Instant now = Instant.now();
        for (int i = 1; i <= HISTORY; i++) {
            plivo.account().add(now.minus(Duration.ofMinutes(20 * i)));
        }
        return Map.of(
                "plivo.auth-id", plivo.account().authId(),
                "camel.component.plivo-mdr.auth-token", plivo.account().authToken(),
                "camel.component.plivo-mdr.base-url", plivo.baseUrl().toString(),
                "camel.component.plivo-mdr.list-requests-per-minute", "100000",
                "camel.component.plivo-mdr.max-retries", "0",
                "mdr.data", folder.toString(),
                "mdr.delay", "1s");
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(plivo, field -> field.getType() == PlivoSimulator.class);
        injector.injectIntoFields(folder, field -> field.getType() == Path.class);
    }

    @Override
    public void stop() {
        plivo.close();
    }
}
