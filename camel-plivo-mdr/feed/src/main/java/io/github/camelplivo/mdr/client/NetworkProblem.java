package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.zip.ZipException;

import javax.net.ssl.SSLException;

import org.apache.hc.client5.http.ConnectTimeoutException;

/**
 * Why there is no response, or only a part of one.
 *
 * @param outcome  how much of a response there is
 * @param problem  what the network did
 * @param advice   what to do
 * @param mayRetry whether the next attempt may succeed
 */
record NetworkProblem(String outcome, String problem, String advice, boolean mayRetry) {

    /** What to do where nothing more is known. */
    static final String ADVICE = "If it lasts, check the network, the proxy and the state of Plivo.";

    private static final String NO_RESPONSE = "no response from";
    private static final Pattern CONNECT = Pattern.compile("Connect to .* failed: ");

    static NetworkProblem of(IOException e, ClientSettings settings) {
        if (e instanceof IncompleteResponseException incomplete) {
            return incomplete(incomplete.getCause(), settings);
        }
        if (e instanceof WholeTimeoutException) {
            return retryable("no complete response from", said(e), ADVICE);
        }
        if (e instanceof ProxyRefusedException refusal) {
            return proxyRefused(refusal, settings);
        }
        CertificateProblem certificate = CertificateProblem.of(e);
        if (certificate != null) {
            return new NetworkProblem(NO_RESPONSE, certificate.problem(), certificate.advice(), false);
        }
        if (e instanceof UnknownHostException) {
            return retryable(
                    NO_RESPONSE, "the host name cannot be resolved: " + e.getMessage(), "Check DNS, baseUrl and proxyHost.");
        }
        if (e instanceof ConnectException || e instanceof NoRouteToHostException || e instanceof ConnectTimeoutException) {
            return noConnection(e, settings);
        }
        return retryable(NO_RESPONSE, describe(e, settings), ADVICE);
    }

    private static NetworkProblem retryable(String outcome, String problem, String advice) {
        return new NetworkProblem(outcome, problem, advice, true);
    }

    private static NetworkProblem incomplete(IOException e, ClientSettings settings) {
        if (e instanceof ZipException) {
            return retryable(
                    "no readable response from", "the response does not match its Content-Encoding: " + e.getMessage(), ADVICE);
        }
        String problem = e instanceof SocketTimeoutException ? describe(e, settings) : "the response is incomplete: " + said(e);
        return retryable("no complete response from", problem, ADVICE);
    }

    private static NetworkProblem proxyRefused(ProxyRefusedException e, ClientSettings settings) {
        return e.asksForCredentials()
                ? new NetworkProblem(
                        NO_RESPONSE, "the proxy " + proxy(settings) + "requires credentials (407)",
                        "Set them with an httpClientConfigurer, or use a proxy that requires none.", false)
                : retryable(
                        NO_RESPONSE, "the proxy " + proxy(settings) + "did not connect but responded " + e.getMessage(),
                        "Check whether the proxy lets this machine connect to the host of baseUrl.");
    }

    private static NetworkProblem noConnection(IOException e, ClientSettings settings) {
        String within = e instanceof ConnectTimeoutException
                ? " within " + text(settings.connectTimeout()) + " (connectTimeout)" : "";
        return settings.proxyHost() == null
                ? retryable(NO_RESPONSE, "no connection" + within + ": " + e.getMessage(), ADVICE)
                : retryable(
                        NO_RESPONSE,
                        "no connection to the proxy " + proxy(settings) + "(proxyHost, proxyPort)" + within + ": "
                                     + CONNECT.matcher(said(e)).replaceFirst(""),
                        "Check proxyHost and proxyPort, and whether the proxy runs.");
    }

    /** Nothing for a proxy that only the user's configurer knows. */
    private static String proxy(ClientSettings settings) {
        return settings.proxyHost() == null ? "" : settings.proxyHost() + ":" + settings.proxyPort() + " ";
    }

    private static String describe(IOException e, ClientSettings settings) {
        if (e instanceof SSLException) {
            return "TLS failed: " + e.getMessage();
        }
        if (e instanceof SocketTimeoutException) {
            return "time-out after " + text(settings.responseTimeout()) + " (responseTimeout): " + e.getMessage();
        }
        return "the connection failed: " + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }

    private static String said(Throwable e) {
        return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
    }

    /** As options write it, such as {@code 1m5s}. */
    static String text(Duration duration) {
        return duration.toString().substring("PT".length()).toLowerCase(Locale.ROOT);
    }
}
