package io.github.camelplivo.mdr;

import java.time.Duration;
import java.util.Objects;
import java.util.function.Consumer;

import javax.net.ssl.SSLContext;

import io.github.camelplivo.mdr.client.ClientSettings;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

/** The HTTP options as the settings of a client. */
final class ClientOptions {

    /** Equal if the user's configurer is the same: endpoints with equal settings share a client. */
    private record Configurer(HttpClientConfigurer configurer) implements Consumer<HttpClientBuilder> {

        @Override
        public void accept(HttpClientBuilder builder) {
            configurer.configureHttpClient(builder);
        }
    }

    private ClientOptions() {
    }

    static ClientSettings settings(String authId, PlivoMdrConfiguration configuration, @Nullable SSLContext sslContext) {
        return new ClientSettings(
                authId, Objects.requireNonNull(configuration.getAuthToken(), "authToken"),
                ClientSettings.parseBaseUrl(configuration.getBaseUrl()),
                Duration.ofMillis(configuration.getConnectTimeout()), Duration.ofMillis(configuration.getResponseTimeout()),
                configuration.getMaxRetries(), configuration.getProxyHost(), configuration.getProxyPort(), sslContext,
                configurer(configuration.getHttpClientConfigurer()), userAgent());
    }

    private static @Nullable Configurer configurer(@Nullable HttpClientConfigurer configurer) {
        return configurer == null ? null : new Configurer(configurer);
    }

    private static String userAgent() {
        String version = ClientOptions.class.getPackage().getImplementationVersion();
        return "camel-plivo-mdr/" + (version == null ? "development" : version);
    }
}
