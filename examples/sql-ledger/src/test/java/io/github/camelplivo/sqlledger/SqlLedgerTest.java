package io.github.camelplivo.sqlledger;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import io.github.camelplivo.sqlledger.demo.Comparison;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The program as a user first starts it. */
@Timeout(300)
class SqlLedgerTest {

    @TempDir
    Path folder;

    @Test
    void runsADemonstrationWithoutEnvironment() throws Exception {
        try (ChildLedger demo = ChildLedger.start(folder.resolve("output"), Map.of(), Map.of("demo.seconds", "2"))) {
            assertThat(demo.awaitEnd()).as(demo.output()).isZero();
            assertThat(demo.output())
                    .containsPattern("(?m)^EQUAL to the account: .* 0 missing in the ledger, 0 different, 0 unknown")
                    .contains("Cost by month:\n  month ", "Price changes after the first reading:\n  state_before",
                            "differences        2, repaired: 1 missing, 1 altered", "differences        none")
                    .doesNotContain("ERROR");
        }
    }

    @Test
    void readsAnAccountIntoADatabaseAndContinuesAfterARestart() throws Exception {
        try (Traffic traffic = new Traffic(100); TestDatabase database = new TestDatabase()) {
            Map<String, String> properties = traffic.properties();
            Map<String, String> environment = Map.of(
                    "JDBC_URL", database.url().replaceFirst("\\?.*", ""), "JDBC_USER", "postgres",
                    "PLIVO_AUTH_ID", properties.get("plivo.auth-id"),
                    "PLIVO_AUTH_TOKEN", properties.remove("camel.component.plivo-mdr.auth-token"));
            for (int records : List.of(20, 30)) {
                traffic.begin(records, Duration.ofSeconds(1));
                try (ChildLedger ledger = ChildLedger.start(folder.resolve("output"), environment, properties)) {
                    traffic.awaitArrivals();
                    await().atMost(Duration.ofMinutes(1)).until(() -> Comparison.of(traffic.records(), database.pool).missing() == 0);
                    ledger.stop();
                    assertThat(ledger.output()).doesNotContain("ERROR");
                }
            }
            assertThat(database.count("SELECT count(*) FROM mdr")).isEqualTo(150);
            assertThat(traffic.versions()).containsAll(database.rows("SELECT message_uuid, fingerprint FROM mdr_version"));
        }
    }

    @Test
    void namesTheMissingVariable() throws Exception {
        try (ChildLedger ledger = ChildLedger.start(
                folder.resolve("output"), Map.of("PLIVO_AUTH_ID", "MA1", "PLIVO_AUTH_TOKEN", "a-token-of-mine"), Map.of())) {
            assertThat(ledger.awaitEnd()).isEqualTo(2);
            assertThat(ledger.output()).contains("Not set in the environment: JDBC_URL.").doesNotContain("a-token-of-mine");
        }
    }

    @Test
    void namesADatabaseThatIsAway() throws Exception {
        Map<String, String> environment = Map.of(
                "JDBC_URL", "jdbc:postgresql://127.0.0.1:1/ledger", "JDBC_USER", "ledger", "JDBC_PASSWORD", "a-password",
                "PLIVO_AUTH_ID", "MA1", "PLIVO_AUTH_TOKEN", "a-token-of-mine");
        try (ChildLedger ledger = ChildLedger.start(folder.resolve("output"), environment, Map.of())) {
            assertThat(ledger.awaitEnd()).isEqualTo(1);
            assertThat(ledger.output()).contains("Connection").doesNotContain("a-token-of-mine", "a-password");
        }
    }
}
