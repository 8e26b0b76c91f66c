package io.github.camelplivo.springboot;

import java.time.Duration;

import io.github.camelplivo.mdr.simulator.TrafficGenerator;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;

/**
 * The application without an account: it reads a simulated one with a history of 23 hours and a new message every
 * second. {@code mvn spring-boot:test-run} runs it.
 */
final class SimulatedFeedApplication {

    private SimulatedFeedApplication() {
    }

    public static void main(String[] arguments) {
        PlivoSimulator plivo = PlivoSimulator.builder().latency(Duration.ofMillis(30)).unlimited().start();
        // other records at each start: a message must not be listed again at another time
        TrafficGenerator.in(plivo.account(), System.nanoTime()).history(5000, Duration.ofHours(23)).perMinute(60).begin();
        FeedApplication.main(new String[] {
                "--plivo.auth-id=" + plivo.account().authId(),
                "--camel.component.plivo-mdr.auth-token=" + plivo.account().authToken(),
                "--camel.component.plivo-mdr.base-url=" + plivo.baseUrl(),
                "--camel.component.plivo-mdr.list-requests-per-minute=100000",
                "--camel.component.plivo-mdr.requests-per-second=1000",
                "--mdr.delay=5s" });
    }
}
