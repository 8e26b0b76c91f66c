package io.github.camelplivo.mdr.feed.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.feed.SweepId;
import io.github.camelplivo.mdr.feed.SweepPageSource;
import io.github.camelplivo.mdr.feed.window.MalformedPageException;
import io.github.camelplivo.mdr.feed.window.PageRequest;
import io.github.camelplivo.mdr.feed.window.PageSource;
import io.github.camelplivo.mdr.feed.window.Window;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.PlivoJson;

/** Plivo's list in memory: newest first, paged by offset, moving between two requests as the test specifies. */
public final class FakeList implements SweepPageSource {

    public record Received(SweepId sweep, PageRequest request) {

        public Window window() {
            return request.window();
        }
    }

    public record Row(String uuid, Instant time, String state) {

        public Row(String uuid, Instant time) {
            this(uuid, time, "queued");
        }
    }

    private final NavigableMap<Instant, List<Row>> rows = new TreeMap<>();
    private final Map<String, Instant> times = new LinkedHashMap<>();
    /** Runs before every request; may move rows, or throw the errors of the server. */
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> poisoned = new HashSet<>();
    private final List<Received> received = new ArrayList<>();
    private Random ties;
    private int requests;
    private int named;

    @FunctionalInterface
    public interface Step {
        void before(int request) throws Exception;
    }

    public String add(Instant time) {
        String uuid = "uuid-%05d".formatted(named++);
        add(new Row(uuid, time));
        return uuid;
    }

    private void add(Row row) {
        rows.computeIfAbsent(row.time(), time -> new ArrayList<>(1)).add(row);
        times.put(row.uuid(), row.time());
    }

    public List<String> add(Instant time, int count) {
        List<String> uuids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            uuids.add(add(time));
        }
        return uuids;
    }

    public void change(String uuid, String state) {
        if (times.containsKey(uuid)) {
            tie(uuid).replaceAll(row -> row.uuid().equals(uuid) ? new Row(uuid, row.time(), state) : row);
        }
    }

    private List<Row> tie(String uuid) {
        return rows.get(times.get(uuid));
    }

    /** Every response that contains the row is not a page, until it is healed. */
    public void poison(String uuid) {
        poisoned.add(uuid);
    }

    public void heal(String uuid) {
        poisoned.remove(uuid);
    }

    /** Rows of this time and later are not listed, until they are shown. */
    public List<Row> hideFrom(Instant time) {
        List<Row> hidden = rows.tailMap(time, true).values().stream().flatMap(List::stream).toList();
        hidden.forEach(row -> remove(row.uuid()));
        return hidden;
    }

    public void show(List<Row> hidden) {
        hidden.forEach(this::add);
    }

    public void remove(String uuid) {
        if (times.containsKey(uuid)) {
            tie(uuid).removeIf(row -> row.uuid().equals(uuid));
            times.remove(uuid);
        }
    }

    /** Rows of equal time have another order at every request. */
    public FakeList shuffleTies(Random random) {
        ties = random;
        return this;
    }

    public FakeList beforeEach(Step step) {
        steps.add(step);
        return this;
    }

    public FakeList before(int request, Runnable step) {
        return beforeEach(r -> {
            if (r == request) {
                step.run();
            }
        });
    }

    /** The requests so far. */
    public List<Received> received() {
        return received;
    }

    public int requests() {
        return requests;
    }

    public List<String> uuids() {
        return List.copyOf(times.keySet());
    }

    @Override
    public MdrPage page(SweepId sweep, PageRequest request) throws Exception {
        Window window = request.window();
        int offset = request.offset();
        requests++;
        received.add(new Received(sweep, request));
        for (Step step : steps) {
            step.before(requests);
        }
        List<Row> listed = new ArrayList<>();
        for (List<Row> tie : rows.subMap(window.from(), true, window.to(), false).descendingMap().values()) {
            int first = listed.size();
            listed.addAll(tie);
            if (ties != null) {
                Collections.shuffle(listed.subList(first, listed.size()), ties);
            }
        }
        List<Row> page = listed.subList(Math.min(offset, listed.size()), Math.min(offset + request.limit(), listed.size()));
        if (page.stream().anyMatch(row -> poisoned.contains(row.uuid()))) {
            byte[] body = ("rubbish of " + page.size()).getBytes(StandardCharsets.UTF_8);
            throw new MalformedPageException(body, "no JSON", "request", new IOException("unreadable"));
        }
        return render(page, offset, offset + request.limit() < listed.size());
    }

    public static MdrPage render(List<Row> rows, int offset, boolean next) throws Exception {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.put("api_id", "request");
        response.putObject("meta").put("limit", PageSource.PAGE_SIZE).put("offset", offset)
                .put("next",
                        next ? "/v1/Account/MAXXXXXXXXXXXXXXXXXX/Message/?offset=" + (offset + PageSource.PAGE_SIZE) : null);
        var objects = response.putArray("objects");
        for (Row row : rows) {
            objects.addObject().put("message_uuid", row.uuid()).put("message_state", row.state())
                    .put("message_time", row.time().toString().replace('T', ' ').replace("Z", "+00:00"));
        }
        return MdrPage.parse(PlivoJson.mapper().writeValueAsBytes(response));
    }
}
