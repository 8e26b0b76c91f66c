package io.github.camelplivo.mdr.client.support;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** A correct proxy on loopback: connects every client to one port, and copies bytes both ways. */
public final class TunnelProxy implements AutoCloseable {

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final int target;
    private final boolean asksForCredentials;
    /** The head of each request for a tunnel. */
    public final List<String> heads = new CopyOnWriteArrayList<>();

    public TunnelProxy(int target) throws IOException {
        this(target, false);
    }

    public TunnelProxy(int target, boolean asksForCredentials) throws IOException {
        this.target = target;
        this.asksForCredentials = asksForCredentials;
        start(() -> {
            while (true) {
                Socket client = server.accept();
                start(() -> serve(client));
            }
        });
    }

    public int port() {
        return server.getLocalPort();
    }

    private void serve(Socket client) throws IOException {
        String head = head(client);
        while (asksForCredentials && !head.contains("Proxy-Authorization: Basic ")) {
            send(client, "HTTP/1.1 407 Who is it\r\nProxy-Authenticate: Basic realm=\"r\"\r\nContent-Length: 0\r\n\r\n");
            head = head(client);
        }
        Socket plivo = new Socket(InetAddress.getLoopbackAddress(), target);
        send(client, "HTTP/1.1 200 Connected\r\n\r\n");
        start(() -> carry(client, plivo));
        carry(plivo, client);
    }

    private String head(Socket client) throws IOException {
        StringBuilder head = new StringBuilder();
        InputStream in = client.getInputStream();
        while (!head.toString().endsWith("\r\n\r\n")) {
            int next = in.read();
            if (next < 0) {
                throw new EOFException();
            }
            head.append((char) next);
        }
        heads.add(head.toString());
        return head.toString();
    }

    private static void send(Socket client, String text) throws IOException {
        client.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private static void carry(Socket from, Socket to) throws IOException {
        try (from; to) {
            from.getInputStream().transferTo(to.getOutputStream());
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    private static void start(Work work) {
        Thread thread = new Thread(() -> {
            try {
                work.run();
            } catch (IOException e) {
                // one of the ends is closed
            }
        }, "tunnel-proxy");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
