package io.github.camelplivo.jmsbridge;

import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;

import org.apache.activemq.artemis.api.core.ActiveMQException;
import org.apache.activemq.artemis.api.core.ActiveMQIOErrorException;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.core.server.ServerSession;
import org.apache.activemq.artemis.core.server.plugin.ActiveMQServerPlugin;
import org.apache.activemq.artemis.core.transaction.Transaction;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The messages on the queue of records. */
@Timeout(180)
class RecordsTest {

    @TempDir
    private Path folder;
    private Installation all;

    @BeforeEach
    void start() throws Exception {
        all = new Installation(folder, Installation.ID_CACHE_SIZE);
    }

    @AfterEach
    void stop() {
        all.close();
    }

    @Test
    void everyRecordIsAMessageOfItsOwn() throws Exception {
        all.addRecords(50);
        all.startBridge();
        Installation.await(() -> all.queue(Installation.RECORDS).getMessageCount() >= 50);

        List<SentRecord> sent = all.sent();
        assertThat(sent).extracting(SentRecord::correlationId).containsExactlyInAnyOrderElementsOf(all.account());
        assertThat(sent).allSatisfy(record -> {
            assertThat(record.content().getMessageUuid()).isEqualTo(record.correlationId());
            assertThat(record.duplicateId()).isEqualTo(record.correlationId() + ":" + record.content().fingerprint());
        });
    }

    @Test
    void aChangedVersionIsNotADuplicate() throws Exception {
        all.startBridge("bridge.recheck-after", "3s,6s,12s,24s,48s");
        String changed = all.plivo.account().add(Instant.now());
        Installation.await(() -> all.queue(Installation.RECORDS).getMessageCount() >= 1);
        all.plivo.account().change(changed, json -> json.put("total_amount", "0.12345"));
        Installation.await(() -> all.queue(Installation.RECORDS).getMessageCount() >= 2);

        List<SentRecord> versions = all.sent();
        assertThat(versions).extracting(SentRecord::correlationId).containsExactly(changed, changed);
        assertThat(versions.get(0).content().getTotalAmount()).isNotEqualByComparingTo("0.12345");
        assertThat(versions.get(1).content().getTotalAmount()).isEqualByComparingTo("0.12345");
    }

    /** The broker refuses the tenth record of the first page, once. */
    @Test
    void theQueueReceivesAllRecordsOfAPageOrNone() throws Exception {
        AtomicInteger sends = new AtomicInteger();
        List<Long> onTheQueue = new CopyOnWriteArrayList<>();
        all.broker().server().registerBrokerPlugin(new ActiveMQServerPlugin() {
            @Override
            public void beforeSend(
                    ServerSession session, Transaction transaction, Message message, boolean direct, boolean noAutoCreateQueue)
                    throws ActiveMQException {
                onTheQueue.add(all.queue(Installation.RECORDS).getMessageCount());
                if (sends.incrementAndGet() == 10) {
                    throw new ActiveMQIOErrorException("the disk is full");
                }
            }
        });
        all.addRecords(50);
        all.startBridge();
        Installation.await(() -> all.queue(Installation.RECORDS).getMessageCount() >= 50);

        assertThat(all.sent()).extracting(SentRecord::correlationId).containsExactlyInAnyOrderElementsOf(all.account());
        // in a transaction the client learns of the broker's refusal only after it has sent all records
        assertThat(sends.get()).isEqualTo(20 + 50);
        assertThat(onTheQueue.subList(0, 20 + 20)).containsOnly(0L);
    }
}
