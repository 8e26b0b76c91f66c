package io.github.camelplivo.mdr.client;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import io.github.camelplivo.mdr.budget.RequestBudget;
import io.github.camelplivo.mdr.budget.support.RecordingCancellation;

/**
 * A server on loopback that reads several requests from each connection and responds, or misbehaves, as the test
 * specifies.
 */
public final class KeepAliveServer implements AutoCloseable {

    private final Behaviour behaviour;
    private final ServerSocket server;
    private final AtomicInteger connections = new AtomicInteger();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    public final List<Request> requests = new CopyOnWriteArrayList<>();
    public final RecordingCancellation waiter = new RecordingCancellation();

    /** The nth request, counted from 1, and the connection that it came on, counted from 1. */
    public record Request(int number, int connection, String target) {

        public String parameter(String name) {
            return parameters().get(name);
        }

        private Map<String, String> parameters() {
            Map<String, String> parameters = new TreeMap<>();
            for (String pair : target.substring(target.indexOf('?') + 1).split("&")) {
                String[] parts = pair.split("=", 2);
                parameters.put(parts[0], parts.length < 2 ? "" : URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
            }
            return parameters;
        }
    }

    @FunctionalInterface
    public interface Behaviour {
        void respond(Request request, OutputStream out) throws IOException;
    }

    public KeepAliveServer(Behaviour behaviour) {
        this(behaviour, plainSocket());
    }

    public KeepAliveServer(Behaviour behaviour, ServerSocket server) {
        this.behaviour = behaviour;
        this.server = server;
        start(this::accept);
    }

    private static ServerSocket plainSocket() {
        try {
            return new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public int port() {
        return server.getLocalPort();
    }

    public int connections() {
        return connections.get();
    }

    public PlivoClient client() {
        return client(new PlivoServer.Settings(URI.create("http://127.0.0.1:" + port())));
    }

    public PlivoClient client(PlivoServer.Settings settings) {
        return new PlivoClient(
                settings.build(), new RequestBudget("MAACCOUNT", 600_000, 100_000, waiter::nanoTime), new DriftLog(), () -> 0,
                waiter.clock());
    }

    /** A complete response with status 200. */
    public static String ok(String body) {
        return response("200 OK", "Content-Type: application/json\r\n", body);
    }

    public static String response(String status, String headers, String body) {
        return "HTTP/1.1 " + status + "\r\n" + headers + "Content-Length: " + body.length() + "\r\n\r\n" + body;
    }

    public static void send(OutputStream out, String text) throws IOException {
        out.write(text.getBytes(StandardCharsets.ISO_8859_1));
        out.flush();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                open.add(socket);
                int connection = connections.incrementAndGet();
                start(() -> serve(socket, connection));
            }
        } catch (IOException e) {
            // closed: the test has ended
        }
    }

    private void serve(Socket socket, int connection) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            while (true) {
                String line = in.readLine();
                if (line == null) {
                    return;
                }
                for (String header = in.readLine(); header != null && !header.isEmpty(); header = in.readLine()) {
                    // of no interest
                }
                Request request;
                synchronized (requests) {
                    request = new Request(requests.size() + 1, connection, line.split(" ")[1]);
                    requests.add(request);
                }
                behaviour.respond(request, socket.getOutputStream());
            }
        } catch (IOException e) {
            // the client went away
        } finally {
            open.remove(socket);
        }
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "keep-alive-server");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
    }
}
