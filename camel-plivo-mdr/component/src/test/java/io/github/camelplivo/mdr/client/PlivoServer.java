package io.github.camelplivo.mdr.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.UnaryOperator;

import io.github.camelplivo.mdr.budget.RecordingCancellation;
import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;

/** A simulated Plivo and a client of it, in a time in which no test has to wait. */
final class PlivoServer implements AutoCloseable {

    static final String AUTH_ID = "MAXXXXXXXXXXXXXXXXXX";
    static final String TOKEN = "token-that-nobody-may-see";

    final RecordingCancellation waiter = new RecordingCancellation();
    final PlivoSimulator plivo;
    final PlivoClient client;

    PlivoServer() {
        this(simulator -> simulator, settings -> settings, TOKEN);
    }

    PlivoServer(UnaryOperator<PlivoSimulator.Builder> simulator, UnaryOperator<Settings> settings, String token) {
        plivo = simulator.apply(
                PlivoSimulator.builder().account(new SimulatedAccount(AUTH_ID, token, 1)).shuffleTies(false).unlimited())
                .start();
        Settings mine = new Settings(plivo.baseUrl());
        mine.token = token;
        // dice that always show 1: the whole of each wait
        client = new PlivoClient(
                settings.apply(mine).build(), new RequestBudget("MAACCOUNT", 600_000, 100_000, waiter::nanoTime),
                new DriftLog(), () -> 0,
                waiter.clock());
    }

    String add() {
        return plivo.account().add(Instant.now().minusSeconds(60));
    }

    @Override
    public void close() {
        client.close();
        plivo.close();
    }

    /** Settings of a client, one by one. */
    static final class Settings {
        final URI baseUrl;
        String token = TOKEN;
        Duration connectTimeout = Duration.ofSeconds(5);
        Duration responseTimeout = Duration.ofSeconds(30);
        int maxRetries = 3;
        String proxyHost;
        int proxyPort;
        javax.net.ssl.SSLContext ssl;
        org.apache.camel.component.http.HttpClientConfigurer configurer;

        Settings(URI baseUrl) {
            this.baseUrl = baseUrl;
        }

        ClientSettings build() {
            return new ClientSettings(
                    AUTH_ID, token, baseUrl, connectTimeout, responseTimeout, maxRetries, proxyHost, proxyPort, ssl, configurer,
                    null);
        }
    }
}
