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
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * A server on loopback that may break every rule: reads one request of each connection and responds byte by byte as the
 * test specifies.
 */
public final class RawServer implements AutoCloseable {

    private final Behaviour behaviour;
    private final ServerSocket server;
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    /** The head of each request, as received. */
    public final List<String> heads = new CopyOnWriteArrayList<>();

    /** Handles one request. */
    @FunctionalInterface
    public interface Behaviour {
        void respond(OutputStream out) throws IOException, InterruptedException;
    }

    public RawServer(Behaviour behaviour) {
        this(behaviour, plainSocket());
    }

    public RawServer(Behaviour behaviour, ServerSocket server) {
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

    /** How many are open. */
    public int connections() {
        return open.size();
    }

    public URI url() {
        return URI.create("http://127.0.0.1:" + port());
    }

    public PlivoServer.Settings settings() {
        return new PlivoServer.Settings(url());
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
                start(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed: the test has ended
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            StringBuilder head = new StringBuilder();
            for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
                head.append(line).append('\n');
            }
            heads.add(head.toString());
            behaviour.respond(socket.getOutputStream());
        } catch (IOException | InterruptedException e) {
            // the client went away, as it should
        } finally {
            open.remove(socket);
        }
    }

    private static void start(Runnable run) {
        Thread thread = new Thread(run, "raw-server");
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
