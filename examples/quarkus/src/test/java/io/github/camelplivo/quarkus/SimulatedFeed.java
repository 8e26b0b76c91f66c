package io.github.camelplivo.quarkus;

import java.io.File;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import io.github.camelplivo.mdr.simulator.TrafficGenerator;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;

/**
 * The application without an account: it reads a simulated one with a history of 23 hours and a new message every
 * second. {@code mvn package exec:java} runs it.
 */
public final class SimulatedFeed {

    private SimulatedFeed() {
    }

    /** @param arguments the folder of this project */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        try (PlivoSimulator plivo = PlivoSimulator.builder().latency(Duration.ofMillis(30)).unlimited().start()) {
            // other records at each start: a message must not be listed again at another time
            TrafficGenerator.in(plivo.account(), System.nanoTime()).history(5000, Duration.ofHours(23)).perMinute(60).begin();
            List<String> command = List.of(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Dplivo.auth-id=" + plivo.account().authId(),
                    "-Dcamel.component.plivo-mdr.auth-token=" + plivo.account().authToken(),
                    "-Dcamel.component.plivo-mdr.base-url=" + plivo.baseUrl(),
                    "-Dcamel.component.plivo-mdr.list-requests-per-minute=100000",
                    "-Dcamel.component.plivo-mdr.requests-per-second=1000",
                    "-Dmdr.delay=5s",
                    "-jar", "target/quarkus-app/quarkus-run.jar");
            Process application = new ProcessBuilder(command).directory(new File(arguments[0])).inheritIO().start();
            Runtime.getRuntime().addShutdownHook(new Thread(application::destroy));
            application.waitFor();
        }
    }
}
