package io.github.camelplivo.mdr;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;

import javax.net.ssl.SSLContext;

import io.github.camelplivo.mdr.client.ClientSettings;
import io.github.camelplivo.mdr.feed.FeedSettings;
import io.github.camelplivo.mdr.model.Sha256;

/** Options as the settings of the client and of the feed. */
final class PlivoMdrSettings {

    private PlivoMdrSettings() {
    }

    static ClientSettings client(String authId, PlivoMdrConfiguration configuration, SSLContext sslContext) {
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
            // not with its input: it might hold a password
            throw new IllegalArgumentException("baseUrl is no URL: " + e.getReason());
        }
    }

    /** @param begins whether the feed has no watermark yet */
    static FeedSettings feed(
            String authId, PlivoMdrConfiguration configuration, Duration livePeriod, Clock clock, boolean begins) {
        Instant start = PlivoMdrChecks.startTime(configuration.getStartTime(), clock, begins);
        return new FeedSettings(
                key(authId, configuration), start, PlivoMdrChecks.endTime(configuration.getEndTime(), start, begins),
                Duration.ofMillis(configuration.getSettle()), livePeriod,
                PlivoMdrChecks.recheckAfter(configuration.getRecheckAfter(), Duration.ofMillis(configuration.getSettle())),
                configuration.getConcurrentRequests(), configuration.getOnMalformed() == OnMalformed.deadLetter,
                PlivoMdrChecks.startBack(configuration.getStartTime()));
    }

    /**
     * Names what is read, whatever route reads it. It stands in logs and watermarks, so phone numbers only by their
     * hash. That keeps them out of sight and no more: all numbers are tried in a second, as docs/security.md says.
     */
    static String key(String authId, PlivoMdrConfiguration configuration) {
        if (configuration.getWatermarkKey() != null) {
            return configuration.getWatermarkKey();
        }
        StringBuilder key = new StringBuilder(authId);
        for (MdrFilter filter : MdrFilter.values()) {
            String value = filter.isTime() ? null : filter.value(configuration);
            if (value != null) {
                // no '=', which a FileStateRepository does not allow
                key.append(';').append(filter.plivoName()).append(':').append(filter.isNumber() ? hash(value) : value);
            }
        }
        return key.toString();
    }

    private static String hash(String value) {
        return HexFormat.of().formatHex(Sha256.of(value), 0, 8);
    }
}
