package io.github.camelplivo.sqlledger;

import java.util.List;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/** The views of seven known records. */
class ViewsTest {

    private static TestDatabase database;

    @BeforeAll
    static void write() throws Exception {
        database = new TestDatabase();
        Ledger ledger = new Ledger(database.pool);
        // 23:30 in New York is the next day in UTC
        ledger.write(records("""
                a 2026-10-31T23:30:00-04:00 outbound sms queued US AT&T Shop C1 2 0.00000 0.00 000
                b 2026-11-01T10:00:00+00:00 outbound sms delivered US AT&T Shop C1 1 0.00350 0.003 000
                c 2026-11-01T11:00:00+00:00 outbound sms undelivered US AT&T Shop C1 1 0.00350 0.003 30
                d 2026-11-02T10:00:00+00:00 outbound mms failed US Verizon Shop C2 1 0.00000 0.00 30
                e 2026-11-02T11:00:00+00:00 outbound whatsapp read DE - Shop - 1 0.05010 - 000
                f 2026-12-01T11:00:00+00:00 inbound sms received US - 4917012345 - 3 0.00000 0.0041 -
                g 2026-12-01T12:00:00+00:00 outbound sms sent US AT&T Other C1 1 0.00350 0.003 -
                """), "live");
        ledger.write(records("a 2026-10-31T23:30:00-04:00 outbound sms sent US AT&T Shop C1 2 0.00700 0.006 000"), "recheck");
        ledger.write(records("a 2026-10-31T23:30:00-04:00 outbound sms delivered US AT&T Shop C1 2 0.00900 0.006 000"), "recheck");
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @Test
    void costHasAllDimensions() throws Exception {
        assertThat(database.rows("SELECT * FROM cost ORDER BY day, type, country, sender")).containsExactly(
                "2026-11-01 outbound US sms AT&T Shop C1 3 4 0.01600 0.012",
                "2026-11-02 outbound US mms Verizon Shop C2 1 1 0.00000 0.00",
                "2026-11-02 outbound DE whatsapp null Shop null 1 1 0.05010 null",
                "2026-12-01 inbound US sms null 4917012345 null 1 3 0.00000 0.0041",
                "2026-12-01 outbound US sms AT&T Other C1 1 1 0.00350 0.003");
    }

    @Test
    void costByOneDimension() throws Exception {
        assertThat(database.rows("SELECT * FROM cost_by_day")).containsExactly(
                "2026-11-01 3 4 0.01600 0.012", "2026-11-02 2 2 0.05010 0.00", "2026-12-01 2 4 0.00350 0.0071");
        assertThat(database.rows("SELECT * FROM cost_by_month")).containsExactly(
                "2026-11-01 5 6 0.06610 0.012", "2026-12-01 2 4 0.00350 0.0071");
        assertThat(database.rows("SELECT * FROM cost_by_direction WHERE month = '2026-12-01'")).containsExactly(
                "2026-12-01 inbound 1 3 0.00000 0.0041", "2026-12-01 outbound 1 1 0.00350 0.003");
        assertThat(database.rows("SELECT * FROM cost_by_country WHERE month = '2026-11-01'")).containsExactly(
                "2026-11-01 DE 1 1 0.05010 null", "2026-11-01 US 4 5 0.01600 0.012");
        assertThat(database.rows("SELECT type, amount FROM cost_by_type WHERE month = '2026-11-01'")).containsExactly(
                "mms 0.00000", "sms 0.01600", "whatsapp 0.05010");
        assertThat(database.rows("SELECT carrier, amount FROM cost_by_carrier WHERE month = '2026-11-01'")).containsExactly(
                "AT&T 0.01600", "Verizon 0.00000", "null 0.05010");
        assertThat(database.rows("SELECT sender, units FROM cost_by_sender")).containsExactlyInAnyOrder(
                "Shop 6", "4917012345 3", "Other 1");
        assertThat(database.rows("SELECT campaign, messages FROM cost_by_campaign WHERE month = '2026-11-01'")).containsExactly(
                "C1 3", "C2 1", "null 1");
    }

    @Test
    void eachSmallViewHasTheSumOfAllRecords() throws Exception {
        for (String view : List.of("day", "month", "direction", "country", "type", "carrier", "sender", "campaign")) {
            assertThat(database.rows("SELECT sum(messages), sum(units), sum(amount), sum(carrier_fees) FROM cost_by_" + view))
                    .as(view).containsExactly("7 10 0.06960 0.0191");
        }
    }

    @Test
    void deliveryRateCountsOutboundMessagesWithAResult() throws Exception {
        assertThat(database.rows("SELECT * FROM delivery_rate")).containsExactly(
                "2026-11-01 US 3 2 1 0 66.7",
                "2026-11-02 DE 1 1 0 0 100.0",
                "2026-11-02 US 1 0 1 0 0.0",
                "2026-12-01 US 1 0 0 1 null");
    }

    @Test
    void errorCodesAreCounted() throws Exception {
        assertThat(database.rows("SELECT error_code, direction, country, messages FROM error_codes"))
                .containsExactly("30 outbound US 2");
    }

    @Test
    void priceChangesAreThoseAfterTheFirstReading() throws Exception {
        assertThat(database.rows(
                "SELECT message_uuid, state_before, state, amount_before, amount, difference FROM price_changes"))
                .containsExactly("a queued sent 0.00000 0.00700 0.00700", "a sent delivered 0.00700 0.00900 0.00200");
    }

    private static List<MessageDetailRecord> records(String lines) {
        return lines.lines().map(line -> record(line.split(" "))).toList();
    }

    /** A value "-" is absent. */
    private static MessageDetailRecord record(String[] values) {
        List<String> names = List.of("message_uuid", "message_time", "message_direction", "message_type", "message_state",
                "destination_country_iso2", "destination_network", "from_number", "tendlc_campaign_id", "units", "total_amount",
                "carrier_fees", "error_code");
        assertThat(values).hasSameSizeAs(names);
        return MessageDetailRecord.parse(IntStream.range(0, values.length)
                .filter(i -> !values[i].equals("-")).mapToObj(i -> "\"%s\":\"%s\"".formatted(names.get(i), values[i]))
                .collect(joining(",", "{", "}")));
    }
}
