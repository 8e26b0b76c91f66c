package io.github.camelplivo.mdr.simulator;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionReuseStrategy;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.NameValuePair;
import org.apache.hc.core5.http.ProtocolException;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.EnglishReasonPhraseCatalog;
import org.apache.hc.core5.http.impl.bootstrap.HttpServer;
import org.apache.hc.core5.http.impl.bootstrap.ServerBootstrap;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnection;
import org.apache.hc.core5.http.impl.io.DefaultBHttpServerConnectionFactory;
import org.apache.hc.core5.http.io.HttpConnectionFactory;
import org.apache.hc.core5.http.io.HttpRequestHandler;
import org.apache.hc.core5.http.io.entity.EntityTemplate;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.net.WWWFormCodec;

/** The simulator's HTTP/1.1 server, on a port of the loopback interface. */
final class HttpFront implements HttpRequestHandler, AutoCloseable {

    static final DateTimeFormatter DATE
            = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    private final Clock clock;
    private final Function<ReceivedRequest, Response> api;
    private final HttpServer server;
    private final Set<DefaultBHttpServerConnection> connections = ConcurrentHashMap.newKeySet();
    private final CountDownLatch closing = new CountDownLatch(1);

    /** @param port 0 for any free one */
    HttpFront(int port, boolean closesConnections, Clock clock, Function<ReceivedRequest, Response> api) {
        this.clock = clock;
        this.api = api;
        // not the default strategy's "no", which would announce the close in a header
        ConnectionReuseStrategy reuse = closesConnections
                ? (request, response, context) -> false
                : DefaultConnectionReuseStrategy.INSTANCE;
        try {
            server = ServerBootstrap.bootstrap()
                    .setListenerPort(port)
                    .setLocalAddress(InetAddress.getByAddress(new byte[] { 127, 0, 0, 1 }))
                    // otherwise the server looks up the machine's name
                    .setCanonicalHostName("localhost")
                    // accept every host name
                    .setRequestRouter((request, context) -> this)
                    .setConnectionReuseStrategy(reuse)
                    .setConnectionFactory(new Connections())
                    .create();
            server.start();
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "Port " + port + " of the loopback interface cannot be opened: " + e.getMessage()
                                           + ". Choose another, or 0 for any free one",
                    e);
        }
    }

    int port() {
        return server.getLocalPort();
    }

    @Override
    public void handle(ClassicHttpRequest request, ClassicHttpResponse sent, HttpContext context)
            throws HttpException, IOException {
        Response response = api.apply(read(request));
        if (!response.silence().isZero()) {
            keepSilent(response);
        }
        if (response.delivery() == BodyDelivery.NONE) {
            // any exception resets the connection
            throw new IOException("reset");
        }
        sent.setCode(response.status());
        String phrase = EnglishReasonPhraseCatalog.INSTANCE.getReason(response.status(), null);
        // Plivo writes "BAD REQUEST"
        sent.setReasonPhrase(phrase == null ? null : phrase.toUpperCase(Locale.ROOT));
        // by the simulated clock, which HttpCore would not do
        sent.setHeader(HttpHeaders.DATE, DATE.format(clock.instant()));
        response.headers().forEach(sent::setHeader);
        sent.setEntity(new EntityTemplate(
                response.delivery().length(response.body()), ContentType.parse(response.contentType()), null,
                out -> response.delivery().write(response.body(), out)));
    }

    private ReceivedRequest read(ClassicHttpRequest request) throws ProtocolException {
        URI uri;
        try {
            uri = request.getUri();
        } catch (URISyntaxException e) {
            throw new ProtocolException("no URI: " + request.getRequestUri(), e);
        }
        Map<String, String> query = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (NameValuePair parameter : WWWFormCodec.parse(uri.getRawQuery(), StandardCharsets.UTF_8)) {
                query.putIfAbsent(parameter.getName(), parameter.getValue() == null ? "" : parameter.getValue());
            }
        }
        Map<String, String> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        for (Header header : request.getHeaders()) {
            headers.merge(header.getName(), header.getValue(), (one, other) -> one + ", " + other);
        }
        return new ReceivedRequest(
                clock.instant(), MessageApi.kind(request.getMethod(), uri.getPath()), request.getMethod(), uri.getPath(),
                Collections.unmodifiableMap(query), Collections.unmodifiableMap(headers), 0);
    }

    private void keepSilent(Response response) throws IOException {
        try {
            if (closing.await(response.silence().toNanos(), TimeUnit.NANOSECONDS)) {
                throw new IOException("closed");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("closed", e);
        }
    }

    /** Resets every connection, also while a request is being processed. */
    @Override
    public void close() {
        closing.countDown();
        server.initiateShutdown();
        // first, because the server's own shutdown waits for clients that do not read
        connections.forEach(connection -> connection.close(CloseMode.IMMEDIATE));
        server.close(CloseMode.IMMEDIATE);
    }

    /** Remembers the open connections. */
    private final class Connections
            implements HttpConnectionFactory<DefaultBHttpServerConnection> {

        private final DefaultBHttpServerConnectionFactory factory = DefaultBHttpServerConnectionFactory.builder().build();

        @Override
        public DefaultBHttpServerConnection createConnection(Socket socket) throws IOException {
            DefaultBHttpServerConnection connection = factory.createConnection(socket);
            connections.removeIf(old -> !old.isOpen());
            connections.add(connection);
            return connection;
        }
    }
}
