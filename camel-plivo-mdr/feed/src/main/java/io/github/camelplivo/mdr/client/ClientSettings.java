package io.github.camelplivo.mdr.client;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.regex.Pattern;

import javax.net.ssl.SSLContext;

import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * How one account is reached. Equal settings can share one client.
 *
 * @param authId               the account (MA…) or subaccount (SA…); user name and part of every path
 * @param authToken            its secret, any characters but control characters, and no blanks around it
 * @param baseUrl              where Plivo is, {@code https://api.plivo.com}; plain http for loopback hosts only and not
 *                             through a proxy, because the token travels with every request
 * @param connectTimeout       until a connection stands
 * @param responseTimeout      until a response begins, again until its body is complete, and until a connection of the
 *                             pool is free
 * @param maxRetries           further attempts after network errors, 429 and 5xx; 0 for none
 * @param proxyHost            a name or an address; null for none
 * @param proxyPort            only with proxyHost
 * @param sslContext           null for the JVM's default
 * @param httpClientConfigurer has the last word on the HTTP client; null for none
 * @param userAgent            null for this artifact's name and version
 */
public record ClientSettings(String authId, String authToken, URI baseUrl, Duration connectTimeout, Duration responseTimeout,
        int maxRetries, @Nullable String proxyHost, int proxyPort, @Nullable SSLContext sslContext,
        @Nullable Consumer<HttpClientBuilder> httpClientConfigurer, @Nullable String userAgent) {

    private static final Pattern AUTH_ID = Pattern.compile("[A-Za-z0-9]{1,64}");
    private static final Pattern LOOPBACK = Pattern.compile("localhost|127(\\.\\d{1,3}){3}|\\[::1]|\\[0:0:0:0:0:0:0:1]");
    private static final Pattern HOST = Pattern.compile(
            "[A-Za-z0-9_]([A-Za-z0-9._-]{0,251}[A-Za-z0-9_.])?|\\[?[0-9A-Fa-f:]*:[0-9A-Fa-f:.]*]?");
    private static final Pattern PRINTABLE = Pattern.compile("[ -~]+");

    /** @throws IllegalArgumentException that names the setting, its value (but for the token) and what is allowed */
    public ClientSettings {
        check(authId != null && AUTH_ID.matcher(authId).matches(), "authId must be letters and digits, at most 64");
        checkToken(authToken);
        baseUrl = withoutSlash(checked(baseUrl));
        checkPositive("connectTimeout", connectTimeout);
        checkPositive("responseTimeout", responseTimeout);
        check(maxRetries >= 0, "maxRetries is " + maxRetries + ", must be 0 or more");
        checkProxy(proxyHost, baseUrl);
        check(proxyHost == null || proxyPort > 0 && proxyPort < 65_536, "proxyPort is " + proxyPort + ", must be 1 to 65535");
        userAgent = userAgent == null ? defaultUserAgent() : userAgent;
        check(PRINTABLE.matcher(userAgent).matches(), "userAgent must be printable ASCII");
    }

    /** Says what is wrong, never what the token is. */
    private static void checkToken(String token) {
        check(token != null && !token.isEmpty(), "authToken is missing");
        check(!isBlank(token.codePointAt(0)) && !isBlank(token.codePointBefore(token.length())),
                "authToken begins or ends with a blank, a line break or a byte order mark (its value is not shown). Remove it where"
                                                                                                 + " the token is stored: a file or secret that was written with echo or an editor often ends with a line break");
        check(token.codePoints().noneMatch(ClientSettings::isInvisible),
                "authToken contains a line break or another invisible character (its value is not shown). Store the token alone, as"
                                                                         + " Plivo's console shows it");
    }

    private static boolean isBlank(int c) {
        return Character.isWhitespace(c) || Character.isSpaceChar(c) || isInvisible(c);
    }

    private static boolean isInvisible(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c) || type == Character.FORMAT || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR || type == Character.SURROGATE || type == Character.UNASSIGNED;
    }

    private static void checkProxy(@Nullable String host, URI baseUrl) {
        if (host == null) {
            return;
        }
        // not printed: it might hold a password
        check(HOST.matcher(host).matches(),
                "proxyHost must be a host name or an address alone, such as proxy.example.com (its value is not shown): without"
                                            + " scheme, port, path, user and password. The port belongs in proxyPort; a user and"
                                            + " password need an httpClientConfigurer");
        check("https".equalsIgnoreCase(baseUrl.getScheme()),
                "baseUrl is " + baseUrl + ", must be https where proxyHost is set: the proxy would receive the token in clear. Remove"
                                                             + " proxyHost, or use an https baseUrl");
    }

    /**
     * Where Plivo is, as a user writes it.
     *
     * @throws IllegalArgumentException without the text, which might hold a password
     */
    public static URI parseBaseUrl(String url) {
        try {
            return checked(new URI(url));
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("baseUrl is not a URL: " + e.getReason());
        }
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
                "baseUrl is " + url + ", must be https: plain http would expose the token to the network, and is for"
                                                                                             + " loopback hosts only");
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
        return "plivo-mdr/" + (version == null ? "development" : version);
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
