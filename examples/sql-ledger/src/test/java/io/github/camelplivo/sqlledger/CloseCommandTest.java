package io.github.camelplivo.sqlledger;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The command as a cron job runs it: exit codes and output. */
@Timeout(180)
class CloseCommandTest {

    private static final int RECORDS = 200;

    @TempDir
    Path folder;

    private ClosingAccount at;

    @BeforeEach
    void open() throws Exception {
        at = new ClosingAccount(ClosingAccount.recentDay(), RECORDS, folder);
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void aKilledRunChangesNothingAndTheNextOneRepairs() throws Exception {
        String uuid = at.records().get(0).getMessageUuid();
        at.execute("DELETE FROM mdr WHERE message_uuid = ?", uuid);
        List<String> before = at.tables();
        CountDownLatch half = new CountDownLatch(RECORDS / 40);
        at.plivo.onRequest(request -> half.countDown());
        try (ChildLedger run = start("close", at.period.name())) {
            assertThat(half.await(1, TimeUnit.MINUTES)).as(run.output()).isTrue();
            run.kill();
        }
        assertThat(at.tables()).isEqualTo(before);
        assertThat(at.database.count("SELECT count(*) FROM receipt")).isZero();

        try (ChildLedger run = start("close", at.period.name())) {
            assertThat(run.awaitEnd()).as(run.output()).isEqualTo(CloseCommand.REPAIRED);
            assertThat(run.output()).contains("Receipt of " + at.period.name(), "1, repaired: 1 missing", "Differences: close-")
                    .doesNotContain("ERROR", "WARN", at.account.authToken());
        }
        assertThat(at.differences()).hasSize(1).allMatch(line -> line.startsWith(uuid + ",missing,"));
        try (ChildLedger run = start("close", at.period.name())) {
            assertThat(run.awaitEnd()).as(run.output()).isZero();
            assertThat(run.output()).contains("differences        none");
        }
    }

    @Test
    void exitsWithTwoIfNothingCanBeClosed() throws Exception {
        AtomicInteger requests = new AtomicInteger();
        at.plivo.onRequest(request -> requests.incrementAndGet());
        try (ChildLedger run = start("close", "2026-13")) {
            assertThat(run.awaitEnd()).as(run.output()).isEqualTo(2);
            assertThat(run.output()).contains("'2026-13' is neither a day nor a month");
        }
        try (ChildLedger run = start("clsoe", at.period.name())) {
            assertThat(run.awaitEnd()).as(run.output()).isEqualTo(2);
            assertThat(run.output()).contains("Unknown arguments: clsoe", "Allowed: close 2026-10 for a month");
        }
        assertThat(requests).hasValue(0);
    }

    private ChildLedger start(String... arguments) throws Exception {
        Map<String, String> properties = new HashMap<>(at.properties());
        Map<String, String> environment = Map.of(
                "JDBC_URL", at.database.url(),
                "PLIVO_AUTH_ID", at.account.authId(),
                "PLIVO_AUTH_TOKEN", properties.remove("camel.component.plivo-mdr.auth-token"));
        return ChildLedger.start(folder.resolve("output"), environment, properties, arguments);
    }
}
