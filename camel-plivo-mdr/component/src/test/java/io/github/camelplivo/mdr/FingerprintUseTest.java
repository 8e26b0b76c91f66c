package io.github.camelplivo.mdr;

import java.lang.reflect.Field;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The fingerprint is the most expensive value of a record: only a feed that may deliver a record again computes it. */
class FingerprintUseTest {

    @ParameterizedTest
    @CsvSource({
            "settle=1s, false", "settle=1s&recheckAfter=1h, true", "settle=1s&idempotentRepository=#versions, true" })
    void isComputedOnlyWhereVersionsAreRemembered(String options, boolean computed) throws Exception {
        List<MessageDetailRecord> records = new CopyOnWriteArrayList<>();
        try (RouteHarness rig = new RouteHarness()) {
            rig.plivo.account().add(Instant.now().minusSeconds(60));
            rig.start(r -> {
                r.bindToRegistry("versions", MemoryIdempotentRepository.memoryIdempotentRepository());
                r.from(rig.uri(options)).process(exchange -> records.addAll(exchange.getMessage().getBody(MdrPage.class)));
            });
            await().atMost(RouteHarness.SOON).until(() -> !records.isEmpty());
        }
        Field content = MessageDetailRecord.class.getDeclaredField("content");
        content.setAccessible(true);

        assertThat(content.get(records.get(0)) != null).isEqualTo(computed);
    }
}
