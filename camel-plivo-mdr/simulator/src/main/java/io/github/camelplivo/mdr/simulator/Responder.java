package io.github.camelplivo.mdr.simulator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Answers each request with the truth, or with the fault that is planned for it. Thread-safe. */
final class Responder {

    private final MessageApi api;
    private final Faults faults;
    private final Quirks quirks;
    private final ApiIds apiIds;
    private final RequestLog log;
    private final Duration latency;
    private final List<Consumer<ReceivedRequest>> hooks = new CopyOnWriteArrayList<>();
    private final AtomicReference<ReceivedRequest> previous = new AtomicReference<>();

    Responder(MessageApi api, Faults faults, Quirks quirks, ApiIds apiIds, RequestLog log, Duration latency) {
        this.api = api;
        this.faults = faults;
        this.quirks = quirks;
        this.apiIds = apiIds;
        this.log = log;
        this.latency = latency;
    }

    /** Calls the hook with each request before it is answered. */
    void onRequest(Consumer<ReceivedRequest> hook) {
        hooks.add(hook);
    }

    Answer answer(ReceivedRequest request) {
        hooks.forEach(hook -> hook.accept(request));
        Fault fault = faults.take(request.kind());
        ReceivedRequest before = previous.getAndSet(request);
        Answer truth = api.answer(fault == null ? request : fault.question(request, before));
        Answer answer = quirks.answer(fault == null ? truth : fault.apply(truth, apiIds.next()), request);
        log.add(request.answered(answer.delivery() == BodyDelivery.NONE ? 0 : answer.status()));
        return answer.after(latency);
    }
}
