package io.github.camelplivo.mdr.connect;

import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** The heap that accounts without traffic take: docs/kafka-connect.md says how much. */
@Tag("slow")
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class AccountMemoryTest {

    private static final int ACCOUNTS = 200;
    /** Of which the simulated Plivo, in the same heap, takes a part: its side of the connection. */
    private static final long MOST_BYTES = 256 << 10;

    @Test
    void anIdleAccountTakesAQuarterOfAMebibyteAtMost() throws Exception {
        List<String> ids = IntStream.range(0, ACCOUNTS).mapToObj(i -> String.format("MASIMULATED%09d", i)).toList();
        PlivoSimulator.Builder builder = PlivoSimulator.builder().unlimited();
        ids.forEach(id -> builder.account(new SimulatedAccount(id, "token", 1)));
        Outbox outbox = new Outbox();
        List<AccountReader> readers = new ArrayList<>();
        List<Thread> threads = new ArrayList<>();
        try (PlivoSimulator plivo = builder.start()) {
            ConnectorConfig config = new ConnectorConfig(properties(plivo, ids));
            long before = used();
            for (String id : ids) {
                AccountReader reader = new AccountReader(
                        config, id, null, null, new RecordFactory(config, id, null), outbox,
                        new AccountStatus(id, Clock.systemUTC()));
                readers.add(reader);
                threads.add(new Thread(reader));
            }
            threads.forEach(Thread::start);
            // each has read its list when the position behind it comes
            Set<Object> started = new HashSet<>();
            while (started.size() < ACCOUNTS || plivo.requests().size() < ACCOUNTS) {
                List<SourceRecord> records = outbox.take();
                if (records != null) {
                    records.forEach(record -> started.add(record.key()));
                }
            }

            long each = (used() - before) / ACCOUNTS;

            System.out.printf("%d idle accounts: %d KiB each%n", ACCOUNTS, each >> 10);
            assertThat(each).isLessThan(MOST_BYTES);
        } finally {
            readers.forEach(AccountReader::stop);
            threads.forEach(Thread::interrupt);
        }
    }

    private static Map<String, String> properties(PlivoSimulator plivo, List<String> ids) {
        Map<String, String> properties = new HashMap<>();
        properties.put(ConfigKeys.ACCOUNTS, String.join(",", ids));
        ids.forEach(id -> properties.put(ConfigKeys.token(id), "token"));
        properties.put(ConfigKeys.TOPIC, "records");
        properties.put(ConfigKeys.URL, plivo.baseUrl().toString());
        properties.put(ConfigKeys.START_TIME, "1h");
        return properties;
    }

    private static long used() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }
}
