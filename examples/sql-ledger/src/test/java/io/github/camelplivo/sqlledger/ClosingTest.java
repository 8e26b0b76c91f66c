package io.github.camelplivo.sqlledger;

import java.math.BigDecimal;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.simulator.ReceivedRequest;
import io.github.camelplivo.sqlledger.Difference.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A closed day is equal to the account, and its receipt is true. */
@Timeout(120)
class ClosingTest {

    private static final int RECORDS = 300;
    /** Fewer than the requests of a run. */
    private static final int MOVES = 15;

    @TempDir
    Path folder;

    private ClosingAccount at;
    private List<String> uuids;

    @BeforeEach
    void open() throws Exception {
        at = new ClosingAccount(ClosingAccount.recentDay(), RECORDS, folder);
        uuids = at.records().stream().map(MessageDetailRecord::getMessageUuid).toList();
    }

    @AfterEach
    void close() {
        at.close();
    }

    @Test
    void anEqualLedgerHasNoDifference() throws Exception {
        List<String> before = at.tables();
        // the same records, whose times are now written in another way
        at.account.timeZone(ZoneId.of("Asia/Kolkata"));

        Receipt receipt = at.closePeriod();

        List<MessageDetailRecord> records = at.records();
        assertThat(receipt.repaired()).isEmpty();
        assertThat(receipt.changedMeanwhile()).isZero();
        assertThat(receipt.requests()).isEqualTo(at.plivo.requests().size());
        assertThat(receipt.totals().records()).isEqualTo(RECORDS);
        assertThat(receipt.totals().units()).isEqualTo(records.stream().mapToLong(MessageDetailRecord::getUnits).sum());
        assertThat(receipt.totals().amount()).isEqualByComparingTo(sum(records, MessageDetailRecord::getTotalAmount));
        assertThat(receipt.totals().carrierFees()).isEqualByComparingTo(sum(records, MessageDetailRecord::getCarrierFees));
        assertThat(receipt.totals().unpriced()).isZero();
        assertThat(at.tables()).isEqualTo(before);
        assertThat(at.differences()).isEmpty();
    }

    /** The command of docs/ledger.md. */
    @Test
    void theDigestCanBeComputedInTheDatabase() throws Exception {
        Receipt receipt = at.closePeriod();

        assertThat(receipt.totals().digest()).hasSize(64);
        assertThat(at.database.rows("""
                SELECT encode(sha256(convert_to(
                  string_agg(message_uuid || ' ' || fingerprint || chr(10), '' ORDER BY message_uuid COLLATE "C"), 'UTF8')), 'hex')
                FROM mdr
                WHERE message_time >= '%s' AND message_time < '%s' AND unlisted_since IS NULL"""
                .formatted(at.period.from(), at.period.to()))).containsExactly(receipt.totals().digest());
    }

    @Test
    void findsAndRepairsTamperedTables() throws Exception {
        List<String> before = at.tables();
        String digest = at.closePeriod().totals().digest();
        String other = at.record(uuids.get(4)).fingerprint().replaceFirst("^.", "x");
        at.execute("DELETE FROM mdr WHERE message_uuid = ?", uuids.get(0));
        at.execute("DELETE FROM mdr WHERE message_uuid = ?", uuids.get(1));
        at.execute("DELETE FROM mdr_version WHERE message_uuid = ?", uuids.get(1));
        at.execute("UPDATE mdr SET total_amount = 99, state = 'failed' WHERE message_uuid = ?", uuids.get(2));
        at.execute("UPDATE mdr SET record = record || '{\"mcc\": \"1\"}' WHERE message_uuid = ?", uuids.get(3));
        at.execute("UPDATE mdr SET fingerprint = '" + other + "', units = 7 WHERE message_uuid = ?", uuids.get(4));
        at.execute("UPDATE mdr SET message_time = message_time + interval '1 day' WHERE message_uuid = ?", uuids.get(5));
        at.execute("UPDATE mdr SET message_time = NULL WHERE message_uuid = ?", uuids.get(6));
        at.execute("DELETE FROM mdr_version WHERE message_uuid = ?", uuids.get(7));
        at.execute("UPDATE mdr_version SET total_amount = 99 WHERE message_uuid = ?", uuids.get(8));
        at.execute("UPDATE mdr_version SET record = '[]' WHERE message_uuid = ?", uuids.get(9));
        at.execute("UPDATE mdr SET unlisted_since = now() WHERE message_uuid = ?", uuids.get(10));
        // a time in the future does not hide a row
        at.execute("UPDATE mdr SET fingerprint = 'none', last_seen = 'infinity' WHERE message_uuid = ?", uuids.get(11));

        Receipt receipt = at.closePeriod();

        assertThat(receipt.repaired()).isEqualTo(Map.of(
                Kind.MISSING, 2L, Kind.ALTERED, 4L, Kind.OUTDATED, 2L, Kind.VERSION_MISSING, 1L, Kind.VERSION_ALTERED, 2L,
                Kind.LISTED_AGAIN, 1L));
        MessageDetailRecord altered = at.record(uuids.get(2));
        assertThat(at.differences())
                .contains(uuids.get(0) + ",missing,total_amount,," + at.record(uuids.get(0)).getTotalAmount().toPlainString(),
                        uuids.get(2) + ",altered,total_amount,99," + altered.getTotalAmount().toPlainString(),
                        uuids.get(4) + ",outdated,units,7," + at.record(uuids.get(4)).getUnits(),
                        uuids.get(4) + ",outdated,record," + other + "," + at.record(uuids.get(4)).fingerprint(),
                        uuids.get(7) + ",version_missing,mdr_version,," + at.record(uuids.get(7)).fingerprint())
                .anyMatch(line -> line.startsWith(uuids.get(3) + ",altered,record,"))
                .anyMatch(line -> line.startsWith(uuids.get(10) + ",listed_again,unlisted_since,"));
        assertThat(at.tables()).isEqualTo(before);
        assertThat(receipt.totals().digest()).isEqualTo(digest);
        Receipt again = at.closePeriod();
        assertThat(again.repaired()).isEmpty();
        assertThat(again.totals()).isEqualTo(receipt.totals());
        assertThat(at.database.rows("SELECT records, missing, altered, requests > 0 FROM receipt ORDER BY number"))
                .containsExactly("300 0 0 t", "300 2 4 t", "300 0 0 t");
    }

    @Test
    void marksRowsThatPlivoDoesNotHave() throws Exception {
        at.account.remove(uuids.get(0));
        at.execute("""
                INSERT INTO mdr (message_uuid, fingerprint, message_time, total_amount, units, record, first_seen, last_seen)
                VALUES (?, 'none', '%s', 1000000, 1, '{}', now(), now())""".formatted(at.period.from()), "not a uuid");
        // of the next day: Plivo does not list it in this one
        String moved = at.records(at.period.to(), Instant.now()).get(0).getMessageUuid();
        at.execute("UPDATE mdr SET message_time = '" + at.period.from() + "' WHERE message_uuid = ?", moved);

        Receipt receipt = at.closePeriod();

        assertThat(receipt.repaired()).isEqualTo(Map.of(Kind.UNLISTED, 2L, Kind.ALTERED, 1L));
        assertThat(receipt.totals().records()).isEqualTo(RECORDS - 1);
        assertThat(receipt.totals().amount()).isEqualByComparingTo(sum(at.records(), MessageDetailRecord::getTotalAmount));
        assertThat(at.database.rows("SELECT message_uuid FROM mdr WHERE unlisted_since IS NOT NULL"))
                .containsExactlyInAnyOrder(uuids.get(0), "not a uuid");
        assertThat(new BigDecimal(at.database.rows("SELECT amount FROM cost_by_day WHERE day = '" + at.period.name() + "'").get(0)))
                .isEqualByComparingTo(receipt.totals().amount());
        assertThat(at.differences()).contains("not a uuid,unlisted,total_amount,1000000,");

        Receipt again = at.closePeriod();
        assertThat(again.repaired()).isEmpty();
        assertThat(again.totals()).isEqualTo(receipt.totals());
    }

    /** Rows that leave or arrive move all rows below them. No record that stays may count as unlisted. */
    @Test
    void aMovingListIsReadCompletely() throws Exception {
        Set<String> left = new HashSet<>();
        AtomicInteger requests = new AtomicInteger();
        at.plivo.onRequest(request -> {
            int number = requests.getAndIncrement();
            if (request.kind() == ReceivedRequest.Kind.LIST && number < MOVES) {
                String leaves = uuids.get(number * RECORDS / MOVES);
                at.account.remove(leaves);
                left.add(leaves);
                at.account.add(at.period.to().minusSeconds(number + 1));
            }
        });

        Receipt receipt = at.closePeriod();

        assertThat(left).hasSize(MOVES);
        Set<String> unlisted = new HashSet<>(at.database.rows("SELECT message_uuid FROM mdr WHERE unlisted_since IS NOT NULL"));
        assertThat(left).containsAll(unlisted);
        assertThat(unlisted).isNotEmpty();
        assertThat(receipt.repaired().keySet()).containsExactlyInAnyOrder(Kind.MISSING, Kind.UNLISTED);
        // records that left after they were read
        at.closePeriod();
        assertThat(at.closePeriod().repaired()).isEmpty();
        assertThat(at.database.rows("SELECT message_uuid FROM mdr WHERE unlisted_since IS NULL AND message_time >= '"
                                    + at.period.from() + "' AND message_time < '" + at.period.to() + "'"))
                .containsExactlyInAnyOrderElementsOf(at.records().stream().map(MessageDetailRecord::getMessageUuid).toList());
    }

    /** After the oldest record was read, it changes, and the ledger writes the change and a record that Plivo lists late. */
    @Test
    void recordsThatTheLedgerWritesMeanwhileAreNotDifferences() throws Exception {
        String oldest = uuids.get(RECORDS - 1);
        AtomicInteger late = new AtomicInteger();
        int last = (int) at.closePeriod().requests();
        AtomicInteger requests = new AtomicInteger();
        at.plivo.onRequest(request -> {
            if (requests.incrementAndGet() == last) {
                at.account.change(oldest, json -> json.put("total_amount", "7.00000"));
                String added = at.account.add(at.period.from());
                write(at.record(oldest), at.record(added));
                late.incrementAndGet();
            }
        });

        Receipt receipt = at.closePeriod();

        assertThat(late).hasValue(1);
        assertThat(receipt.repaired()).isEmpty();
        assertThat(receipt.changedMeanwhile()).isEqualTo(1);
        assertThat(receipt.totals().records()).isEqualTo(RECORDS + 1);
        assertThat(receipt.totals().amount()).isEqualByComparingTo(sum(at.records(), MessageDetailRecord::getTotalAmount));
        assertThat(at.database.rows("SELECT total_amount FROM mdr WHERE message_uuid = '" + oldest + "'")).containsExactly("7.00000");
        assertThat(at.closePeriod().changedMeanwhile()).isZero();
    }

    @Test
    void aReadingThatFailsChangesNothing() throws Exception {
        at.execute("DELETE FROM mdr WHERE message_uuid = ?", uuids.get(0));
        at.account.remove(uuids.get(1));
        List<String> before = at.tables();
        AtomicInteger requests = new AtomicInteger();
        at.plivo.onRequest(request -> {
            if (requests.incrementAndGet() == 10) {
                at.plivo.faults().always(Fault.unauthorized());
            }
        });

        assertThatThrownBy(() -> at.closePeriod()).rootCause().hasMessageContaining("401");

        assertThat(requests.get()).isGreaterThanOrEqualTo(10);
        assertThat(at.tables()).isEqualTo(before);
        assertThat(at.database.count("SELECT count(*) FROM receipt")).isZero();
        assertThat(at.differences()).isEmpty();
        at.plivo.faults().clear();
        assertThat(at.closePeriod().repaired()).isEqualTo(Map.of(Kind.MISSING, 1L, Kind.UNLISTED, 1L));
    }

    /** More responses than the component retries. */
    @Test
    void survivesAShortOutageOfPlivo() throws Exception {
        at.plivo.faults().next(Fault.unavailableHtml(), 4);

        assertThat(at.closePeriod().repaired()).isEmpty();
    }

    @Test
    void aRepairIsWrittenWholeOrNotAtAll() throws Exception {
        at.execute("DELETE FROM mdr WHERE message_uuid = ?", uuids.get(0));
        at.account.remove(uuids.get(1));
        List<String> before = at.tables();
        at.execute("ALTER TABLE receipt ADD CHECK (records < 0)");

        assertThatThrownBy(() -> at.closePeriod()).hasMessageContaining("receipt_records_check");

        assertThat(at.tables()).isEqualTo(before);
    }

    @Test
    void refusesAPeriodThatMayStillChangeOrIsTooOld() {
        String today = Instant.now().toString().substring(0, 10);
        for (String text : List.of(today, today.substring(0, 7), Instant.now().minus(Duration.ofDays(1)).toString().substring(0, 10))) {
            assertThatThrownBy(() -> CloseCommand.close(text, at.database.pool, at.properties(), folder))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("ledger.close-after");
        }
        assertThatThrownBy(() -> CloseCommand.close("2020-02-29", at.database.pool, at.properties(), folder))
                .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("90 days");
        for (String text : List.of("2026-13", "2026-02-30", "yesterday", "")) {
            assertThatThrownBy(() -> CloseCommand.close(text, at.database.pool, at.properties(), folder))
                    .isInstanceOf(IllegalArgumentException.class).hasMessageContaining("neither a day nor a month");
        }
        assertThat(at.plivo.requests()).isEmpty();
    }

    private void write(MessageDetailRecord... records) {
        try {
            at.ledger.write(List.of(records), "live");
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private static BigDecimal sum(List<MessageDetailRecord> records, Function<MessageDetailRecord, BigDecimal> amount) {
        return records.stream().map(amount).filter(Objects::nonNull).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
