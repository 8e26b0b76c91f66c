package io.github.camelplivo.mdr.judge;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;

/**
 * A list over HTTP that computes each page itself: newest first down to a unit of time, with a filter of a unit too.
 */
final class CrowdedServer implements AutoCloseable {

    static final long MICROSECOND = 1;
    static final long MILLISECOND = 1_000;
    static final long SECOND = 1_000_000;

    private static final DateTimeFormatter TIME
            = DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSSSSSxxx").withZone(ZoneOffset.UTC);

    /** @param micros since 1970 */
    private record Row(String uuid, long micros) {

        String json() {
            return "{\"message_uuid\":\"" + uuid + "\",\"message_time\":\"" + TIME.format(instant(micros))
                   + "\",\"message_state\":\"delivered\",\"units\":1}";
        }
    }

    private final ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Set<Socket> open = ConcurrentHashMap.newKeySet();
    private final Random random = new Random(1);
    /** Newest first, and rows of one time by uuid. */
    private final List<Row> rows = new ArrayList<>();
    private long filterUnit = MICROSECOND;
    private long orderUnit = MICROSECOND;
    private boolean shuffled;
    private int coarseAfter = Integer.MAX_VALUE;
    private int requests;

    CrowdedServer() throws IOException {
        threads.execute(this::accept);
    }

    String url() {
        return "http://127.0.0.1:" + server.getLocalPort();
    }

    CrowdedServer filterUnit(long micros) {
        filterUnit = micros;
        return this;
    }

    /** Inside a unit, rows are in the order of their uuids. */
    CrowdedServer orderUnit(long micros) {
        orderUnit = micros;
        return this;
    }

    /** The same, from the request after this one on. */
    CrowdedServer ordersBySecondAfter(int request) {
        coarseAfter = request;
        return this;
    }

    /** Inside a unit, rows have another order at each request. */
    CrowdedServer shuffled() {
        shuffled = true;
        return this;
    }

    /** Adds rows at random microseconds. */
    void spread(int count, Instant from, int seconds) {
        for (int i = 0; i < count; i++) {
            add(micros(from) + random.nextLong(seconds * SECOND));
        }
    }

    void tie(int count, Instant time) {
        for (int i = 0; i < count; i++) {
            add(micros(time));
        }
    }

    private void add(long micros) {
        rows.add(new Row(new UUID(random.nextLong(), random.nextLong()).toString(), micros));
    }

    List<String> uuids() {
        return rows.stream().map(Row::uuid).toList();
    }

    synchronized int requests() {
        return requests;
    }

    private void accept() {
        try {
            while (true) {
                Socket socket = server.accept();
                socket.setTcpNoDelay(true);
                open.add(socket);
                threads.execute(() -> serve(socket));
            }
        } catch (IOException e) {
            // closed: the test has ended
        }
    }

    private void serve(Socket socket) {
        try (socket) {
            BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.US_ASCII));
            for (String request = in.readLine(); request != null; request = in.readLine()) {
                String header = request;
                while (!header.isEmpty()) {
                    header = in.readLine();
                }
                String body = page(parameters(URI.create(request.split(" ")[1])));
                String response = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                                  + "\r\n\r\n" + body;
                socket.getOutputStream().write(response.getBytes(StandardCharsets.US_ASCII));
            }
        } catch (IOException e) {
            // the client has left
        }
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new HashMap<>();
        for (String parameter : uri.getRawQuery().split("&")) {
            String[] parts = parameter.split("=", 2);
            parameters.put(parts[0], URLDecoder.decode(parts[1], StandardCharsets.UTF_8));
        }
        return parameters;
    }

    private synchronized String page(Map<String, String> query) {
        if (requests++ == 0) {
            rows.sort(Comparator.comparing(Row::uuid));
            rows.sort(Comparator.comparingLong(Row::micros).reversed());
        }
        if (requests > coarseAfter) {
            orderUnit = SECOND;
        }
        int limit = Integer.parseInt(query.getOrDefault("limit", "20"));
        int offset = Integer.parseInt(query.getOrDefault("offset", "0"));
        // the newest row is before the end, the oldest one not before the start
        int first = firstBefore(bound(query.get("message_time__lt")));
        int end = firstBefore(bound(query.get("message_time__gte")));
        List<Row> page = first + offset < end
                ? arranged(first, first + offset, Math.min(first + offset + limit, end), end)
                : List.of();
        String next = first + offset + limit < end ? "\"/v1/Account/A/Message/?offset=" + (offset + limit) + "\"" : "null";
        return "{\"api_id\":\"a\",\"meta\":{\"limit\":" + limit + ",\"offset\":" + offset + ",\"next\":" + next
               + ",\"previous\":null},\"objects\":[" + page.stream().map(Row::json).collect(Collectors.joining(",")) + "]}";
    }

    /** The rows at these indexes in the list from first to end. */
    private List<Row> arranged(int first, int from, int to, int end) {
        int begin = from;
        while (begin > first && unit(begin - 1) == unit(from)) {
            begin--;
        }
        int stop = to;
        while (stop < end && unit(stop) == unit(to - 1)) {
            stop++;
        }
        List<Row> units = new ArrayList<>(rows.subList(begin, stop));
        if (shuffled) {
            Collections.shuffle(units, random);
        } else {
            units.sort(Comparator.comparing(Row::uuid));
        }
        units.sort(Comparator.comparingLong((Row row) -> row.micros() / orderUnit).reversed());
        return units.subList(from - begin, to - begin);
    }

    private long unit(int row) {
        return rows.get(row).micros() / orderUnit;
    }

    private long bound(String filter) {
        long micros = micros(LocalDateTime.parse(filter.replace(' ', 'T')).toInstant(ZoneOffset.UTC));
        return micros / filterUnit * filterUnit;
    }

    /** The index of the first row, the newest, that is before this time. */
    private int firstBefore(long micros) {
        int low = 0;
        int high = rows.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (rows.get(middle).micros() < micros) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    private static long micros(Instant time) {
        return time.getEpochSecond() * SECOND + time.getNano() / 1000;
    }

    private static Instant instant(long micros) {
        return Instant.ofEpochSecond(micros / SECOND, micros % SECOND * 1000);
    }

    @Override
    public void close() throws IOException {
        server.close();
        for (Socket socket : open) {
            socket.close();
        }
        threads.shutdown();
    }
}
