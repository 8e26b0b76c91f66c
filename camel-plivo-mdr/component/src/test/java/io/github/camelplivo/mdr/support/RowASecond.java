package io.github.camelplivo.mdr.support;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.LongStream;

/**
 * A list on loopback that receives a row each second of the true time, and whose responses have the time that the test
 * specifies. Supports only the time filter; shares nothing with the simulator.
 */
public final class RowASecond implements AutoCloseable {

    private static final DateTimeFormatter PLIVO = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter HEADER
            = DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT).withZone(ZoneOffset.UTC);

    /** The error of a response: its {@code Date} by this, and an error if the status is one. */
    public record Lie(int status, Duration date) {
        public static final Lie NONE = new Lie(200, Duration.ZERO);
    }

    private final ServerSocket server;
    private final TestClock truth;
    private final Instant first;
    private final AtomicInteger responses = new AtomicInteger();
    private volatile IntFunction<Lie> lies = response -> Lie.NONE;

    public RowASecond(TestClock truth) throws IOException {
        this.truth = truth;
        this.first = truth.instant();
        this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        daemon(this::accept);
    }

    /** @param lies by the number of the response, from 1 on */
    public RowASecond lying(IntFunction<Lie> lies) {
        this.lies = lies;
        return this;
    }

    public String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    public int responses() {
        return responses.get();
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                daemon(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed: the test has ended
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            String request = in.readLine();
            for (String line = request; line != null && !line.isEmpty(); line = in.readLine()) {
                // the headers do not matter
            }
            if (request != null) {
                socket.getOutputStream().write(response(request.split(" ")[1]).getBytes(StandardCharsets.ISO_8859_1));
            }
        } catch (IOException e) {
            // the client went away
        }
    }

    private String response(String target) {
        Lie lie = lies.apply(responses.incrementAndGet());
        String body = lie.status == 200 ? list(target) : "{\"error\":\"unavailable\"}";
        return "HTTP/1.1 " + lie.status + " X\r\nDate: " + HEADER.format(truth.instant().plus(lie.date))
               + "\r\nContent-Type: application/json\r\nConnection: close\r\nContent-Length: " + body.length() + "\r\n\r\n"
               + body;
    }

    private String list(String target) {
        long oldest = Math.max(first.getEpochSecond(), time(target, "message_time__gte", Instant.MIN.getEpochSecond()));
        long end = Math.min(truth.instant().getEpochSecond() + 1, time(target, "message_time__lt", Long.MAX_VALUE));
        int offset = Integer.parseInt(parameter(target, "offset", "0"));
        int limit = Integer.parseInt(parameter(target, "limit", "20"));
        String rows = LongStream.range(oldest, Math.max(oldest, end)).map(second -> end - 1 - (second - oldest)).skip(offset)
                .limit(limit).mapToObj(RowASecond::row).collect(Collectors.joining(","));
        return "{\"api_id\":\"a\",\"meta\":{\"limit\":" + limit + ",\"offset\":" + offset
               + ",\"next\":null,\"previous\":null},\"objects\":[" + rows + "]}";
    }

    private static String row(long second) {
        String time = PLIVO.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
        return "{\"message_uuid\":\"" + uuid(second) + "\",\"message_time\":\"" + time + "+00:00\"}";
    }

    public static String uuid(long second) {
        return "row-" + second;
    }

    private static long time(String target, String name, long otherwise) {
        String value = parameter(target, name, null);
        return value == null
                ? otherwise : LocalDateTime.parse(value.substring(0, 19), PLIVO).toEpochSecond(ZoneOffset.UTC);
    }

    private static String parameter(String target, String name, String otherwise) {
        for (String parameter : target.substring(target.indexOf('?') + 1).split("&")) {
            if (parameter.startsWith(name + "=")) {
                return URLDecoder.decode(parameter.substring(name.length() + 1), StandardCharsets.UTF_8);
            }
        }
        return otherwise;
    }

    private static void daemon(Runnable run) {
        Thread thread = new Thread(run, "row-a-second");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public void close() {
        try {
            server.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
