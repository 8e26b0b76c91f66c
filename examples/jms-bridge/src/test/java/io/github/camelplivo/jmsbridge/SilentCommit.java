package io.github.camelplivo.jmsbridge;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;

import org.apache.activemq.artemis.api.core.Interceptor;
import org.apache.activemq.artemis.core.protocol.core.impl.PacketImpl;
import org.apache.activemq.artemis.core.server.Queue;

/**
 * The next commit of sent messages succeeds, but the client receives no acknowledgement, and nothing else on this connection.
 */
final class SilentCommit {

    private final Queue queue;
    /** Consumers commit too, once a second, if they received no message. */
    private final Set<Long> sessions = ConcurrentHashMap.newKeySet();
    private final AtomicReference<Object> connection = new AtomicReference<>();
    private volatile long before = Long.MAX_VALUE;

    SilentCommit(Broker broker, String queue) {
        this.queue = broker.queue(queue);
        Interceptor commits = (packet, from) -> {
            if (packet.getType() == PacketImpl.SESS_SEND) {
                sessions.add(packet.getChannelID());
            } else if (packet.getType() == PacketImpl.SESS_COMMIT && sessions.contains(packet.getChannelID())
                    && connection.compareAndSet(null, from.getID())) {
                before = this.queue.getMessageCount();
            }
            return true;
        };
        Interceptor responses = (packet, to) -> !to.getID().equals(connection.get());
        broker.server().getRemotingService().addIncomingInterceptor(commits);
        broker.server().getRemotingService().addOutgoingInterceptor(responses);
    }

    boolean isDone() {
        return queue.getMessageCount() > before;
    }
}
