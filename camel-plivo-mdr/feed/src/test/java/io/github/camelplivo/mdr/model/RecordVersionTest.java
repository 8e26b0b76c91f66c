package io.github.camelplivo.mdr.model;

import java.util.Set;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** A version tells which part of a record differs from another version. */
class RecordVersionTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "'message_state':'sent' | 'message_state':'delivered' | [state]",
            "'error_code':null | 'error_code':'000' | [state]",
            "'error_message':'' | 'error_message':'Destination Country Disabled' | [state]",
            "'total_amount':'0.04' | 'total_amount':'0.40' | [price]",
            "'total_rate':'0.04' | 'total_rate':'0.40' | [price]",
            "'carrier_fees':'0.04' | 'carrier_fees':'0.40' | [price]",
            "'carrier_fees_rate':'0.04' | 'carrier_fees_rate':'+4E-1' | [price]",
            "'cloud_rate':0.04 | 'cloud_rate':0.40 | [price]",
            "'units':1 | 'units':2 | [price]",
            "'total_amount':'0.04','total_rate':'0.02' | 'total_amount':'0.02','total_rate':'0.04' | [price]",
            "'message_state':'sent','units':1 | 'message_state':'failed','units':2 | [state, price]",
            "'total_amount':'0.04','log':'true' | 'log':'false','total_amount':'0.0400' | [other]",
            "'message_state':'sent','mcc':'1' | 'mcc':'2','message_state':'sent' | [other]",
            "'message_updated_time':'2026-11-21 12:00:00Z' | 'message_updated_time':'2026-11-21 12:00:01Z' | [other]",
            "'a':{'units':1} | 'a':{'units':2} | [other]",
            "'message_statf':'sent' | 'message_statf':'read' | [other]" })
    void knowsWhatIsNew(String one, String other, String changes) {
        RecordVersion before = version("a", one);
        RecordVersion after = version("a", other);

        assertThat(before.isOfSameRecord(after)).isTrue();
        assertThat(before).isNotEqualTo(after);
        assertThat(Change.of(!before.hasSameState(after), !before.hasSamePrice(after))).hasToString(changes);
    }

    @Test
    void anUnchangedRecordHasTheSameVersion() {
        assertThat(version("a", "'total_amount':'0.04','message_state':'sent'"))
                .isEqualTo(version("a", "'message_state':'sent','api_id':'1','total_amount':'0.0400'"));
        assertThat(version("a", "'message_state':'sent'").isOfSameRecord(version("b", "'message_state':'sent'"))).isFalse();
    }

    /** The versions topic of Kafka Connect keeps them as text. */
    @ParameterizedTest
    @ValueSource(strings = { "0123456789abcdeffedcba9876543210", "ffffffffffffffff8000000000000000" })
    void isReadFromItsText(String text) {
        assertThat(RecordVersion.parse(text)).hasToString(text);
        assertThat(Set.of(RecordVersion.parse(text))).containsExactly(RecordVersion.parse(text));
    }

    private static RecordVersion version(String uuid, String fields) {
        return MessageDetailRecord.parse(("{'message_uuid':'" + uuid + "'," + fields + "}").replace('\'', '"')).version();
    }
}
