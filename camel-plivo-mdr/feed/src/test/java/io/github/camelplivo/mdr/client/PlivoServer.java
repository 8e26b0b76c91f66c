package io.github.camelplivo.mdr.client;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** A simulated Plivo and a client of it, with a simulated time, so that no test waits. */
public final class PlivoServer implements AutoCloseable {

    public static final String AUTH_ID = "MAXXXXXXXXXXXXXXXXXX";
    public static final String TOKEN = "token-that-nobody-may-see";

    public final RecordingCancellation waiter = new RecordingCancellation();
    public final PlivoSimulator plivo;
    public final PlivoClient client;

    public PlivoServer() {
        this(simulator -> simulator, settings -> settings, TOKEN);
    }

    public PlivoServer(UnaryOperator<PlivoSimulator.Builder> simulator, UnaryOperator<Settings> settings, String token) {
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

    public String add() {
        return plivo.account().add(Instant.now().minusSeconds(60));
    }

    @Override
    public void close() {
        client.close();
        plivo.close();
    }

    /** Settings of a client, one by one. */
    public static final class Settings {
        public final URI baseUrl;
        public String token = TOKEN;
        public Duration connectTimeout = Duration.ofSeconds(5);
        public Duration responseTimeout = Duration.ofSeconds(30);
        public int maxRetries = 3;
        public String proxyHost;
        public int proxyPort;
        public javax.net.ssl.SSLContext ssl;
        public Consumer<HttpClientBuilder> configurer;

        public Settings(URI baseUrl) {
            this.baseUrl = baseUrl;
        }

        public ClientSettings build() {
            return new ClientSettings(
                    AUTH_ID, token, baseUrl, connectTimeout, responseTimeout, maxRetries, proxyHost, proxyPort, ssl, configurer,
                    null);
        }
    }
}
