package io.github.camelplivo.mdr;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;

import javax.net.ssl.SSLContext;

import io.github.camelplivo.mdr.client.ClientSettings;

/** The HTTP options as the settings of a client. */
final class ClientOptions {

    private ClientOptions() {
    }

    static ClientSettings settings(String authId, PlivoMdrConfiguration configuration, SSLContext sslContext) {
        return new ClientSettings(
                authId, configuration.getAuthToken(), baseUrl(configuration.getBaseUrl()),
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
