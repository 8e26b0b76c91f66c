package io.github.camelplivo.mdr.simulator;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A connection without an HTTP client, to see what a client would hide: resets, truncated bodies, closed connections.
 */
final class Wire implements AutoCloseable {

    private final Socket socket;
    private final String authorization;

    /**
     * The bytes received until the end of the connection.
     *
     * @param reset whether the connection ended with a reset, not in an orderly way
     */
    record Received(String text, boolean reset) {

        String body() {
            return text.substring(text.indexOf("\r\n\r\n") + 4);
        }

        int contentLength() {
            return Integer.parseInt(text.replaceFirst("(?s).*\r\nContent-Length: (\\d+)\r\n.*", "$1"));
        }
    }

    Wire(PlivoSimulator plivo) throws IOException {
        socket = new Socket(plivo.baseUrl().getHost(), plivo.baseUrl().getPort());
        // the test must not hang, whatever the simulator does
        socket.setSoTimeout(20_000);
        String pair = plivo.account().authId() + ":" + plivo.account().authToken();
        authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    void get(String path, String... headers) throws IOException {
        StringBuilder request = new StringBuilder("GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAuthorization: ")
                .append(authorization).append("\r\n");
        for (String header : headers) {
            request.append(header).append("\r\n");
        }
        socket.getOutputStream().write(request.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    Received readToTheEnd() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try {
            InputStream in = socket.getInputStream();
            for (int next = in.read(); next >= 0; next = in.read()) {
                bytes.write(next);
            }
            return new Received(bytes.toString(StandardCharsets.UTF_8), false);
        } catch (SocketException e) {
            return new Received(bytes.toString(StandardCharsets.UTF_8), true);
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
