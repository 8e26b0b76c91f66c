package io.github.camelplivo.mdr.kamelets;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

import org.apache.camel.Exchange;

/** Collects the messages of a route. */
public final class Inbox {

    private final List<Message> messages = new ArrayList<>();
    private String refused;
    private int refusals;

    /** @param body the body as it was received, of any class */
    record Message(Object body, String uuid, String contentType, String sweep) {
    }

    /** Fails from now on for the record of this message; for none if {@code null}. */
    synchronized void refuse(String uuid) {
        refused = uuid;
    }

    public synchronized void accept(Exchange exchange) {
        String uuid = exchange.getMessage().getHeader("CamelPlivoMdrMessageUuid", String.class);
        if (Objects.equals(uuid, refused)) {
            refusals++;
            throw new IllegalStateException("No room for " + uuid);
        }
        messages.add(new Message(
                exchange.getMessage().getBody(), uuid, exchange.getMessage().getHeader("Content-Type", String.class),
                exchange.getMessage().getHeader("CamelPlivoMdrSweep", String.class)));
    }

    synchronized List<Message> messages() {
        return List.copyOf(messages);
    }

    synchronized List<String> uuids() {
        return messages.stream().map(Message::uuid).toList();
    }

    synchronized int refusals() {
        return refusals;
    }
}
