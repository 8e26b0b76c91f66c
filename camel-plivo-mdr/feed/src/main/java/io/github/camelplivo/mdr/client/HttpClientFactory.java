package io.github.camelplivo.mdr.client;

import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.ssl.SSLContexts;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;

/**
 * Builds the HTTP client. It does nothing on its own account: no retries (they would sleep for any Retry-After), no
 * redirects (they would carry the token to another host), no cookies, no second try with other credentials, no
 * unpacking of bodies (see {@link ContentCoding}).
 */
final class HttpClientFactory {

    /** More than the request budget can keep busy. */
    static final int CONNECTIONS = 20;

    private HttpClientFactory() {
    }

    static CloseableHttpClient create(ClientSettings settings, ConnectionGuard guard) {
        HttpClientBuilder builder = HttpClients.custom()
                .setConnectionManager(connections(settings))
                .setRequestExecutor(guard)
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setConnectionRequestTimeout(Timeout.of(settings.responseTimeout()))
                        .setResponseTimeout(Timeout.of(settings.responseTimeout()))
                        .setRedirectsEnabled(false)
                        .setProtocolUpgradeEnabled(false)
                        .build())
                .setUserAgent(settings.userAgent())
                .disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression()
                .disableAuthCaching();
        if (settings.proxyHost() != null) {
            builder.setProxy(new HttpHost(settings.proxyHost(), settings.proxyPort()));
        }
        if (settings.httpClientConfigurer() != null) {
            settings.httpClientConfigurer().accept(builder);
        }
        return builder.build();
    }

    private static PoolingHttpClientConnectionManager connections(ClientSettings settings) {
        SSLContext ssl = settings.sslContext() == null ? SSLContexts.createSystemDefault() : settings.sslContext();
        return PoolingHttpClientConnectionManagerBuilder.create()
                .setDefaultConnectionConfig(ConnectionConfig.custom()
                        .setConnectTimeout(Timeout.of(settings.connectTimeout()))
                        .setSocketTimeout(Timeout.of(settings.responseTimeout()))
                        .setTimeToLive(TimeValue.ofMinutes(5))
                        // the guard looks at every connection, and at more
                        .setValidateAfterInactivity(TimeValue.NEG_ONE_SECOND)
                        .build())
                // not by ClientTlsStrategyBuilder, which cannot build one in HttpClient 5.4, that of camel-karaf
                .setTlsSocketStrategy(new DefaultClientTlsStrategy(ssl))
                .setConnectionFactory(ManagedHttpClientConnectionFactory.builder()
                        .http1Config(Http1Config.custom().setMaxLineLength(16_384).setMaxHeaderCount(200).build())
                        .build())
                .setMaxConnTotal(CONNECTIONS)
                .setMaxConnPerRoute(CONNECTIONS)
                .build();
    }
}
