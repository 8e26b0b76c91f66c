package io.github.camelplivo.mdr;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Objects;

import javax.net.ssl.SSLContext;

import io.github.camelplivo.mdr.client.ClientSettings;
import org.jspecify.annotations.Nullable;

/** The HTTP options as the settings of a client. */
final class ClientOptions {

    private ClientOptions() {
    }

    static ClientSettings settings(String authId, PlivoMdrConfiguration configuration, @Nullable SSLContext sslContext) {
        return new ClientSettings(
                authId, Objects.requireNonNull(configuration.getAuthToken(), "authToken"), baseUrl(configuration.getBaseUrl()),
                Duration.ofMillis(configuration.getConnectTimeout()), Duration.ofMillis(configuration.getResponseTimeout()),
                configuration.getMaxRetries(), configuration.getProxyHost(), configuration.getProxyPort(), sslContext,
                configuration.getHttpClientConfigurer(), null);
    }

    private static URI baseUrl(String url) {
        try {
            return new URI(url);
        } catch (URISyntaxException e) {
            // without the input, which might hold a password
            throw new IllegalArgumentException("baseUrl is not a URL: " + e.getReason());
        }
    }
}
