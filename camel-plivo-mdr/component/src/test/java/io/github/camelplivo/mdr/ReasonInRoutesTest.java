package io.github.camelplivo.mdr;

import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A route that acts on changes only, with the conditions of values.md. */
class ReasonInRoutesTest {

    private final RouteHarness rig = new RouteHarness();

    @AfterEach
    void close() {
        rig.close();
    }

    @ParameterizedTest
    @ValueSource(strings = { "recheckAfter=3s", "recheckAfter=3s&idempotentRepository=#versions" })
    void aRouteFiltersByReason(String options) throws Exception {
        List<String> changed = new CopyOnWriteArrayList<>();
        List<String> prices = new CopyOnWriteArrayList<>();
        List<String> all = new CopyOnWriteArrayList<>();
        rig.start(r -> {
            r.bindToRegistry("versions", new MemoryIdempotentRepository());
            r.from(rig.uri("settle=1s", options)).process(rig::deliver).split(r.body())
                    .process(e -> all.add(r.simple("${body.messageUuid} ${body.reason}").evaluate(e, String.class)))
                    .filter(r.simple("${body.reason} == 'changed'"))
                    .process(e -> changed.add(r.simple("${body.messageState}").evaluate(e, String.class)))
                    .end()
                    .filter(r.simple("'price' in ${body.changes}"))
                    .process(e -> prices.add(r.simple("${body.messageUuid} ${body.changes}").evaluate(e, String.class)));
        });
        String uuid = rig.plivo.account().add(Instant.now());
        String priced = rig.plivo.account().add(Instant.now());
        String same = rig.plivo.account().add(Instant.now());
        rig.awaitDelivered(3);
        rig.plivo.account().change(uuid, record -> record.put("message_state", "failed"));
        rig.plivo.account().change(priced, record -> record.put("message_state", "rejected").put("total_amount", "9.00000"));
        rig.awaitUntil(() -> changed.size() == 2 && !prices.isEmpty());

        assertThat(all).containsExactlyInAnyOrder(uuid + " new", priced + " new", same + " new", uuid + " changed",
                priced + " changed");
        assertThat(changed).containsExactlyInAnyOrder("failed", "rejected");
        assertThat(prices).containsExactly(priced + " [state, price]");
    }
}
