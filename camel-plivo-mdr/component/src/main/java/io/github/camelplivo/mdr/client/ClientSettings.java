package io.github.camelplivo.mdr.client;

import java.net.URI;
import java.time.Duration;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

import org.apache.camel.component.http.HttpClientConfigurer;

/**
 * How one account is reached. Equal settings can share one client.
 *
 * @param authId               the account (MA…) or subaccount (SA…); user name and part of every path
 * @param authToken            its secret, any characters
 * @param baseUrl              where Plivo is, {@code https://api.plivo.com}; plain http for loopback hosts only,
 *                             because the token travels with every request
 * @param connectTimeout       until a connection stands
 * @param responseTimeout      until an answer begins, again until its body is complete, and until a connection of the
 *                             pool is free
 * @param maxRetries           further attempts after network errors, 429 and 5xx; 0 for none
 * @param proxyHost            null for none
 * @param proxyPort            only with proxyHost
 * @param sslContext           null for the JVM's default
 * @param httpClientConfigurer has the last word on the HTTP client; null for none
 * @param userAgent            null for the component's name and version
 */
public record ClientSettings(String authId, String authToken, URI baseUrl, Duration connectTimeout, Duration responseTimeout,
        int maxRetries, String proxyHost, int proxyPort, SSLContext sslContext, HttpClientConfigurer httpClientConfigurer,
        String userAgent) {

    private static final Pattern AUTH_ID = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

    /** @throws IllegalArgumentException that names the setting, its value (but for the token) and what is allowed */
    public ClientSettings {
        check(authId != null && AUTH_ID.matcher(authId).matches(), "authId must be letters and digits, at most 64");
        check(authToken != null && !authToken.isEmpty(), "authToken is missing");
        baseUrl = withoutSlash(checked(baseUrl));
        checkPositive("connectTimeout", connectTimeout);
        checkPositive("responseTimeout", responseTimeout);
        check(maxRetries >= 0, "maxRetries is " + maxRetries + ", must be 0 or more");
        check(proxyHost == null || proxyPort > 0 && proxyPort < 65_536, "proxyPort is " + proxyPort + ", must be 1 to 65535");
        userAgent = userAgent == null ? defaultUserAgent() : userAgent;
        check(PRINTABLE.matcher(userAgent).matches(), "userAgent must be printable ASCII");
    }

    private static URI checked(URI url) {
        check(url != null, "baseUrl is missing");
        String scheme = url.getScheme();
        // not printed before it is known to hold no password
        check(url.getRawUserInfo() == null && (url.getRawAuthority() == null || !url.getRawAuthority().contains("@")),
                "baseUrl must not contain a user or password");
        check("https".equalsIgnoreCase(scheme) || "http".equalsIgnoreCase(scheme),
                "baseUrl is " + url + ", must be http or https");
        check(url.getHost() != null, "baseUrl is " + url + ", must name a host");
        check(url.getRawQuery() == null && url.getRawFragment() == null,
                "baseUrl is " + url + ", must have neither query nor fragment");
        check("https".equalsIgnoreCase(scheme) || LOOPBACK.matcher(url.getHost()).matches(),
                "baseUrl is " + url + ", must be https: plain http would show the token to the network, and is for loopback hosts only");
        return url;
    }

    private static URI withoutSlash(URI url) {
        String text = url.toString();
        return text.endsWith("/") ? withoutSlash(URI.create(text.substring(0, text.length() - 1))) : url;
    }

    private static void checkPositive(String name, Duration duration) {
        check(duration != null && !duration.isNegative() && !duration.isZero(),
                name + " is " + duration + ", must be more than 0");
    }

    private static void check(boolean right, String message) {
        if (!right) {
            throw new IllegalArgumentException(message);
        }
    }

    private static String defaultUserAgent() {
        String version = ClientSettings.class.getPackage().getImplementationVersion();
        return "camel-plivo-mdr/" + (version == null ? "development" : version);
    }

    /** Everything but the token. */
    @Override
    public String toString() {
        return "ClientSettings[authId=" + authId + ", baseUrl=" + baseUrl + ", connectTimeout=" + connectTimeout
               + ", responseTimeout="
               + responseTimeout + ", maxRetries=" + maxRetries + ", proxy="
               + (proxyHost == null ? "none" : proxyHost + ":" + proxyPort)
               + ", userAgent=" + userAgent + "]";
    }
}
