package io.github.camelplivo.mdr.simulator;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;

/** Responds to each request with the regular response, or with the fault that is planned for it. Thread-safe. */
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

    /** Calls the hook with each request before the response is made. */
    void onRequest(Consumer<ReceivedRequest> hook) {
        hooks.add(hook);
    }

    Response respond(ReceivedRequest request) {
        hooks.forEach(hook -> hook.accept(request));
        Fault fault = faults.take(request.kind());
        ReceivedRequest before = previous.getAndSet(request);
        Response regular = api.respond(fault == null ? request : fault.replaced(request, before));
        Response response = quirks.change(fault == null ? regular : fault.apply(regular, apiIds.next()), request);
        log.add(request.withStatus(response.delivery() == BodyDelivery.NONE ? 0 : response.status()));
        return response.after(latency);
    }
}
