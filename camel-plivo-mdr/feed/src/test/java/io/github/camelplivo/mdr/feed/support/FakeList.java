package io.github.camelplivo.mdr.feed.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

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

    /** @param fields other than uuid and time */
    public record Row(String uuid, Instant time, Map<String, String> fields) {

        public Row(String uuid, Instant time) {
            this(uuid, time, Map.of("message_state", "queued"));
        }
    }

    private final NavigableMap<Instant, List<Row>> rows = new TreeMap<>();
    private final Map<String, Instant> times = new LinkedHashMap<>();
    /** Runs before every request; may move rows, or throw the errors of the server. */
    private final List<Step> steps = new ArrayList<>();
    private final Set<String> poisoned = new HashSet<>();
    private final List<Received> received = new ArrayList<>();
    private ChronoUnit filterUnit = ChronoUnit.NANOS;
    private ChronoUnit orderUnit = ChronoUnit.NANOS;
    private Consumer<List<Row>> orderWithin = rows -> {
    };
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
        change(uuid, "message_state", state);
    }

    public void change(String uuid, String field, String value) {
        if (times.containsKey(uuid)) {
            tie(uuid).replaceAll(row -> {
                if (!row.uuid().equals(uuid)) {
                    return row;
                }
                Map<String, String> fields = new LinkedHashMap<>(row.fields());
                fields.put(field, value);
                return new Row(uuid, row.time(), fields);
            });
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
        return order(ChronoUnit.NANOS, rows -> Collections.shuffle(rows, random));
    }

    /** Rows of one second have an order that does not depend on their times, the same at every request. */
    public FakeList orderBySecond() {
        return order(ChronoUnit.SECONDS, rows -> rows.sort(Comparator.comparing(row -> scattered(row.uuid()))));
    }

    /** Rows of one second have another order at every request. */
    public FakeList shuffleSeconds(Random random) {
        return order(ChronoUnit.SECONDS, rows -> Collections.shuffle(rows, random));
    }

    private FakeList order(ChronoUnit unit, Consumer<List<Row>> within) {
        orderUnit = unit;
        orderWithin = within;
        return this;
    }

    /** Reversed: the uuids are numbered in the order in which the test adds the rows. */
    private static String scattered(String uuid) {
        return new StringBuilder(uuid).reverse().toString();
    }

    /** The filter ignores what is finer than the unit in the bounds of a request. */
    public FakeList truncateFilter(ChronoUnit unit) {
        filterUnit = unit;
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
        List<Row> listed = listed(window.from().truncatedTo(filterUnit), window.to().truncatedTo(filterUnit));
        List<Row> page = listed.subList(Math.min(offset, listed.size()), Math.min(offset + request.limit(), listed.size()));
        if (page.stream().anyMatch(row -> poisoned.contains(row.uuid()))) {
            byte[] body = ("rubbish of " + page.size()).getBytes(StandardCharsets.UTF_8);
            throw new MalformedPageException(body, "no JSON", "request", new IOException("unreadable"));
        }
        return render(page, offset, offset + request.limit() < listed.size());
    }

    private List<Row> listed(Instant from, Instant to) {
        NavigableMap<Instant, List<Row>> units = new TreeMap<>();
        rows.subMap(from, true, to, false).descendingMap().forEach(
                (time, tie) -> units.computeIfAbsent(time.truncatedTo(orderUnit), unit -> new ArrayList<>()).addAll(tie));
        List<Row> listed = new ArrayList<>();
        units.descendingMap().values().forEach(unit -> {
            orderWithin.accept(unit);
            listed.addAll(unit);
        });
        return listed;
    }

    public static MdrPage render(List<Row> rows, int offset, boolean next) throws Exception {
        ObjectNode response = JsonNodeFactory.instance.objectNode();
        response.put("api_id", "request");
        response.putObject("meta").put("limit", PageSource.PAGE_SIZE).put("offset", offset)
                .put("next",
                        next ? "/v1/Account/MAXXXXXXXXXXXXXXXXXX/Message/?offset=" + (offset + PageSource.PAGE_SIZE) : null);
        var objects = response.putArray("objects");
        for (Row row : rows) {
            ObjectNode object = objects.addObject().put("message_uuid", row.uuid())
                    .put("message_time", row.time().toString().replace('T', ' ').replace("Z", "+00:00"));
            row.fields().forEach(object::put);
        }
        return MdrPage.parse(PlivoJson.mapper().writeValueAsBytes(response));
    }
}
