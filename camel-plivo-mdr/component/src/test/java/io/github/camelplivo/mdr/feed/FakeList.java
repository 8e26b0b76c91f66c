package io.github.camelplivo.mdr.feed;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Random;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.PlivoJson;

/** Plivo's list in memory: newest first, paged by offset, moving between two requests as the test wants. */
final class FakeList implements PageSource {

    record Row(String uuid, Instant time) {
    }

    private final List<Row> rows = new ArrayList<>();
    /** Happens before every request; may move the rows, or throw what the server would. */
    private final List<Step> steps = new ArrayList<>();
    private Random ties;
    private int requests;
    private int named;

    @FunctionalInterface
    interface Step {
        void before(int request) throws Exception;
    }

    String add(Instant time) {
        String uuid = "uuid-%05d".formatted(named++);
        rows.add(new Row(uuid, time));
        return uuid;
    }

    List<String> add(Instant time, int count) {
        List<String> uuids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            uuids.add(add(time));
        }
        return uuids;
    }

    void remove(String uuid) {
        rows.removeIf(r -> r.uuid().equals(uuid));
    }

    /** Rows of equal time stand in another order at every request. */
    FakeList shuffleTies(Random random) {
        ties = random;
        return this;
    }

    FakeList beforeEach(Step step) {
        steps.add(step);
        return this;
    }

    FakeList before(int request, Runnable step) {
        return beforeEach(r -> {
            if (r == request) {
                step.run();
            }
        });
    }

    int requests() {
        return requests;
    }

    List<String> uuids() {
        return rows.stream().map(Row::uuid).toList();
    }

    @Override
    public MdrPage page(PageRequest request) throws Exception {
        Window window = request.window();
        int offset = request.offset();
        requests++;
        for (Step step : steps) {
            step.before(requests);
        }
        List<Row> listed = new ArrayList<>(
                rows.stream()
                        .filter(r -> !r.time().isBefore(window.from()) && r.time().isBefore(window.to())).toList());
        if (ties != null) {
            Collections.shuffle(listed, ties);
        }
        listed.sort(Comparator.comparing(Row::time).reversed());
        List<Row> page = listed.subList(Math.min(offset, listed.size()), Math.min(offset + request.limit(), listed.size()));
        return render(page, offset, offset + request.limit() < listed.size());
    }

    static MdrPage render(List<Row> rows, int offset, boolean next) throws Exception {
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        answer.put("api_id", "request");
        answer.putObject("meta").put("limit", PAGE_SIZE).put("offset", offset)
                .put("next", next ? "/v1/Account/MAXXXXXXXXXXXXXXXXXX/Message/?offset=" + (offset + PAGE_SIZE) : null);
        var objects = answer.putArray("objects");
        for (Row row : rows) {
            objects.addObject().put("message_uuid", row.uuid())
                    .put("message_time", row.time().toString().replace('T', ' ').replace("Z", "+00:00"));
        }
        return MdrPage.parse(PlivoJson.mapper().writeValueAsBytes(answer));
    }
}
