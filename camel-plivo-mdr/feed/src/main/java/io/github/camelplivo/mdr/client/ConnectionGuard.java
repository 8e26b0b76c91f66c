package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

import org.apache.hc.client5.http.RouteInfo;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.Method;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.HttpClientConnection;
import org.apache.hc.core5.http.io.HttpResponseInformationCallback;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Sends a request only down a connection that is open and silent. HttpClient's own check takes waiting bytes for a sign
 * of life, and then reads the farewell of a load balancer, or the second copy of an earlier response, as the response
 * to the next request.
 */
final class ConnectionGuard extends HttpRequestExecutor {

    /** As long as HttpClient's own check waits for a sign of the other end. */
    private static final Timeout LOOK = Timeout.ofMilliseconds(1);
    private static final String CONNECTION = ConnectionGuard.class.getName();

    /** The connections that have served a request, and whether they may serve another one. */
    private final Map<HttpClientConnection, Boolean> served = Collections.synchronizedMap(new WeakHashMap<>());

    @Override
    public ClassicHttpResponse execute(
            ClassicHttpRequest request, HttpClientConnection connection, HttpResponseInformationCallback callback,
            HttpContext context)
            throws IOException, HttpException {
        String problem = problem(connection);
        if (problem != null) {
            connection.close(CloseMode.IMMEDIATE);
            throw new UnusableConnectionException(problem, served.containsKey(connection));
        }
        // what opens a tunnel says nothing about the server behind it
        if (!Method.CONNECT.isSame(request.getMethod())) {
            served.put(connection, true);
        }
        context.setAttribute(CONNECTION, connection);
        requireNoProxyInClear(context);
        ClassicHttpResponse response = super.execute(request, connection, callback, context);
        if (!Method.CONNECT.isSame(request.getMethod())) {
            // no challenge is answered, and HttpClient logs what it cannot read of one, the token too if that is in it
            response.removeHeaders(HttpHeaders.WWW_AUTHENTICATE);
            response.removeHeaders(HttpHeaders.PROXY_AUTHENTICATE);
        }
        return response;
    }

    /** {@link ClientSettings} does not see a proxy that the user's configurer sets. */
    private static void requireNoProxyInClear(HttpContext context) throws IOException {
        RouteInfo route = context instanceof HttpClientContext client ? client.getHttpRoute() : null;
        if (route != null && route.getProxyHost() != null && !route.isTunnelled()) {
            throw new IOException(
                    "the request was not sent: it would pass the proxy " + route.getProxyHost()
                                  + " in clear, and the token with it. Use an https baseUrl, or no proxy");
        }
    }

    private @Nullable String problem(HttpClientConnection connection) {
        if (!served.getOrDefault(connection, true)) {
            return "a response on this connection belonged to another request";
        }
        try {
            // TLS session tickets are bytes of the socket, but none of the connection
            if (connection.isDataAvailable(LOOK)) {
                return "the server sent bytes before the request";
            }
            // a second millisecond: the first look does not tell a closed connection from a silent one
            return connection.isStale() ? "the server closed the connection before the request" : null;
        } catch (IOException e) {
            return "the connection broke before the request: " + e.getMessage();
        }
    }

    /**
     * Lets no other request use the connection that served a request with this context. It is closed when the pool next
     * offers it, not here, where another thread may already use it.
     */
    void drop(HttpContext context) {
        if (context.getAttribute(CONNECTION) instanceof HttpClientConnection connection) {
            served.put(connection, false);
        }
    }

    /** The request was not sent. */
    static final class UnusableConnectionException extends IOException {

        private final boolean reused;

        private UnusableConnectionException(String problem, boolean reused) {
            super(problem);
            this.reused = reused;
        }

        /** Whether the connection had served another request; if not, a new one may be no better. */
        boolean isReused() {
            return reused;
        }
    }
}
