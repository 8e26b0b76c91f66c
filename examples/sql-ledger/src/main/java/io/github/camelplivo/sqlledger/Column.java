package io.github.camelplivo.sqlledger;

import java.util.List;
import java.util.function.Function;

import io.github.camelplivo.mdr.model.MessageDetailRecord;

import static java.util.stream.Collectors.joining;

/**
 * A column of the table {@code mdr} that holds a field of the record.
 *
 * @param value reads the field; null if it is absent, empty, or not of the column's type
 */
record Column(String name, String type, Function<MessageDetailRecord, ?> value) {

    static final List<Column> ALL = List.of(
            new Column("message_time", "timestamptz", MessageDetailRecord::getMessageTime),
            new Column("message_sent_time", "timestamptz", MessageDetailRecord::getMessageSentTime),
            new Column("message_updated_time", "timestamptz", MessageDetailRecord::getMessageUpdatedTime),
            text("direction", MessageDetailRecord::getMessageDirectionText),
            text("type", MessageDetailRecord::getMessageTypeText),
            text("state", MessageDetailRecord::getMessageStateText),
            text("from_number", MessageDetailRecord::getFromNumber),
            text("to_number", MessageDetailRecord::getToNumber),
            new Column("units", "integer", MessageDetailRecord::getUnits),
            new Column("total_rate", "numeric", MessageDetailRecord::getTotalRate),
            new Column("total_amount", "numeric", MessageDetailRecord::getTotalAmount),
            new Column("carrier_fees_rate", "numeric", MessageDetailRecord::getCarrierFeesRate),
            new Column("carrier_fees", "numeric", MessageDetailRecord::getCarrierFees),
            text("error_code", MessageDetailRecord::getErrorCode),
            text("error_message", MessageDetailRecord::getErrorMessage),
            text("destination_country", MessageDetailRecord::getDestinationCountryIso2),
            text("destination_network", MessageDetailRecord::getDestinationNetwork),
            text("mcc", MessageDetailRecord::getMcc),
            text("mnc", MessageDetailRecord::getMnc),
            text("powerpack_id", MessageDetailRecord::getPowerpackId),
            text("replaced_sender", MessageDetailRecord::getReplacedSender),
            text("tendlc_campaign_id", MessageDetailRecord::getTendlcCampaignId),
            text("tendlc_registration_status", MessageDetailRecord::getTendlcRegistrationStatus),
            text("conversation_id", MessageDetailRecord::getConversationId),
            text("conversation_origin", MessageDetailRecord::getConversationOrigin));

    private static Column text(String name, Function<MessageDetailRecord, String> field) {
        return new Column(name, "text", field.andThen(Column::storable));
    }

    /** One part of SQL for each column, separated by commas. */
    static String list(Function<Column, String> part) {
        return ALL.stream().map(part).collect(joining(", "));
    }

    /** PostgreSQL stores no NUL character: without this replacement, one such text would stop the feed. */
    static String storable(String text) {
        return text == null || text.isEmpty() ? null : text.replace('\0', '\uFFFD');
    }

    /** The whole record, also without a NUL character, which Jackson writes as an escape. */
    static String storableJson(MessageDetailRecord record) {
        return record.toJson().toString().replace("\\u0000", "\uFFFD");
    }
}
