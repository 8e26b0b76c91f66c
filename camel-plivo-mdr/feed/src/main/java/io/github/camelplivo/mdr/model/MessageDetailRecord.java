package io.github.camelplivo.mdr.model;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/**
 * One Message Detail Record ("The Message object", "Retrieve a Message"): the JSON object exactly as Plivo sent it, and
 * typed readings of it.
 * <p>
 * It preserves all of the JSON: fields that this version does not know, {@code null} against {@code ""} against absent,
 * number against string; of two equal keys the last one counts. Jackson writes the record as that same JSON object and
 * reads it back.
 * <p>
 * No getter throws. Each gives null for a field that is absent, null, or does not read as the getter's type: times need
 * an offset, amounts and units may be strings or numbers, flags booleans or strings, an unknown word is the enum's
 * {@code UNKNOWN} with the original beside it. A text getter gives the text as it came, {@code ""} included.
 */
@JsonDeserialize(using = RecordDeserializer.class)
public final class MessageDetailRecord {

    /** The JSON object as it was received; {@code null} if the record was made from a tree. */
    private final byte @Nullable [] bytes;
    private final @Nullable String apiId;
    private final @Nullable String messageUuid;
    private final @Nullable OffsetDateTime messageTime;
    /** {@code null} if the record was not scanned. */
    private final @Nullable List<SchemaDrift> drifts;
    private final @Nullable Reason reason;
    private final Set<Change> changes;
    /** Parsed at the first call that needs it, more than once if several threads call at the same time. */
    private volatile @Nullable ObjectNode json;
    /** Computed at the first call, more than once if several threads call at the same time. */
    private @Nullable RecordContent content;
    private @Nullable RecordVersion version;

    private MessageDetailRecord(
                                byte @Nullable [] bytes, @Nullable ObjectNode json, @Nullable String apiId,
                                @Nullable String messageUuid,
                                @Nullable OffsetDateTime messageTime, @Nullable List<SchemaDrift> drifts,
                                @Nullable Reason reason, Set<Change> changes) {
        this.bytes = bytes;
        this.json = json;
        this.apiId = apiId;
        this.messageUuid = messageUuid;
        this.messageTime = messageTime;
        this.drifts = drifts;
        this.reason = reason;
        this.changes = changes;
    }

    /** A record with a copy of the JSON object. */
    public static MessageDetailRecord of(ObjectNode json) {
        return owning(json.deepCopy());
    }

    /** A record with the JSON object itself, of which the caller keeps no reference. */
    static MessageDetailRecord owning(ObjectNode json) {
        return new MessageDetailRecord(
                null, json, JsonValues.text(JsonValues.getIgnoringCase(json, "api_id")),
                JsonValues.text(json.get("message_uuid")),
                PlivoTime.parse(JsonValues.text(json.get("message_time"))), null, null, Set.of());
    }

    /** A record with the bytes themselves, of which the caller keeps no reference, and with its scanned values. */
    static MessageDetailRecord scanned(
            byte[] bytes, @Nullable String apiId, @Nullable String messageUuid, @Nullable OffsetDateTime messageTime,
            List<SchemaDrift> drifts) {
        return new MessageDetailRecord(bytes, null, apiId, messageUuid, messageTime, drifts, null, Set.of());
    }

    /**
     * A record from JSON text.
     *
     * @throws IllegalArgumentException when the text is not one JSON object; the message names its actual form
     */
    public static MessageDetailRecord parse(@Nullable String json) {
        return parse(json == null ? null : json.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * A record from the bytes of a JSON text, in UTF-8 or another encoding that JSON allows.
     *
     * @throws IllegalArgumentException when they are not one JSON object; the message names their actual form
     */
    public static MessageDetailRecord parse(byte @Nullable [] json) {
        MessageDetailRecord scanned = json == null ? null : JsonScan.record(json);
        return scanned == null ? owning(PlivoJson.object(json)) : scanned;
    }

    /**
     * The same record, as a feed delivers it for this reason.
     *
     * @param what is new in it, if the reason is that it has changed
     */
    public MessageDetailRecord withReason(Reason why, Set<Change> what) {
        MessageDetailRecord record
                = new MessageDetailRecord(bytes, json, apiId, messageUuid, messageTime, drifts, why, what);
        record.content = content;
        record.version = version;
        return record;
    }

    /**
     * Why a feed delivers the record; {@code null} if it does not come from a feed. Not part of Plivo's JSON, nor of
     * {@link #equals}.
     */
    public @Nullable Reason getReason() {
        return reason;
    }

    /**
     * What is new in the record; empty unless the reason is {@link Reason#CHANGED}. Not part of Plivo's JSON either.
     */
    public Set<Change> getChanges() {
        return changes;
    }

    /** A copy of the JSON object as Plivo sent it. */
    @JsonValue
    public ObjectNode toJson() {
        return json().deepCopy();
    }

    /** The JSON object as text in UTF-8: a copy of the bytes that Plivo sent, if the record was made from them. */
    public byte[] toBytes() {
        return bytes == null ? PlivoJson.bytes(json()) : bytes.clone();
    }

    /** The JSON object itself, which must not be changed. */
    private ObjectNode json() {
        ObjectNode parsed = json;
        if (parsed == null) {
            parsed = PlivoJson.object(bytes);
            json = parsed;
        }
        return parsed;
    }

    List<SchemaDrift> drifts() {
        return drifts == null ? SchemaDrift.of(json()) : drifts;
    }

    /** Whether the field is present, even if null. */
    public boolean has(String field) {
        return json().has(field);
    }

    /** The value of any field as text: a string as it is, anything else as JSON writes it; null when absent or null. */
    public @Nullable String text(String field) {
        return JsonValues.text(json().get(field));
    }

    /**
     * A hash of the content: 32 hexadecimal digits, equal for two readings of an unchanged record. It ignores
     * {@code api_id}, the order of keys, the zone of times and the scale of amounts, and nothing else.
     */
    public String fingerprint() {
        return contentHash().toString();
    }

    /** The 128 bits of {@link #fingerprint()}. */
    public ContentHash contentHash() {
        return content().hash();
    }

    private RecordContent content() {
        RecordContent hashes = content;
        if (hashes == null) {
            hashes = RecordHash.of(bytes == null ? PlivoJson.bytes(json()) : bytes);
            content = hashes;
        }
        return hashes;
    }

    /** The uuid and the content in short. */
    public RecordVersion version() {
        RecordVersion known = version;
        if (known == null) {
            known = RecordVersion.of(messageUuid, content());
            version = known;
        }
        return known;
    }

    /** Names the request that fetched the record, not the message; absent in the rows of a page. */
    public @Nullable String getApiId() {
        return apiId;
    }

    /** The key of the message: usually 36 characters, but Plivo's samples have others. */
    public @Nullable String getMessageUuid() {
        return messageUuid;
    }

    /**
     * When an outbound message was initiated or an inbound one received, in the zone of the account at the time of
     * reading. Compare instants: the offset may differ in the next reading.
     */
    public @Nullable OffsetDateTime getMessageTime() {
        return messageTime;
    }

    /** When the message went to the carrier; undocumented, but in Plivo's SDKs since 2024. */
    public @Nullable OffsetDateTime getMessageSentTime() {
        return PlivoTime.parse(text("message_sent_time"));
    }

    /** When the record last changed; undocumented, but in Plivo's SDKs since 2024. */
    public @Nullable OffsetDateTime getMessageUpdatedTime() {
        return PlivoTime.parse(text("message_updated_time"));
    }

    /** See {@link MessageState}. */
    public @Nullable MessageState getMessageState() {
        return MessageState.of(text("message_state"));
    }

    /** The state as Plivo wrote it. */
    public @Nullable String getMessageStateText() {
        return text("message_state");
    }

    /** See {@link MessageDirection}. */
    public @Nullable MessageDirection getMessageDirection() {
        return MessageDirection.of(text("message_direction"));
    }

    /** The direction as Plivo wrote it. */
    public @Nullable String getMessageDirectionText() {
        return text("message_direction");
    }

    /** See {@link MessageType}. */
    public @Nullable MessageType getMessageType() {
        return MessageType.of(text("message_type"));
    }

    /** The type as Plivo wrote it. */
    public @Nullable String getMessageTypeText() {
        return text("message_type");
    }

    /** Digits without +, a short code, a sender id, or redacted ({@code 1202555****}). */
    public @Nullable String getFromNumber() {
        return text("from_number");
    }

    /** Digits without +, or redacted. */
    public @Nullable String getToNumber() {
        return text("to_number");
    }

    /** How many units the message was split into. */
    public @Nullable Integer getUnits() {
        return JsonValues.integer(json().get("units"));
    }

    /** The charge for the message, usually rate times units; in the currency of the account. */
    public @Nullable BigDecimal getTotalAmount() {
        return JsonValues.decimal(json().get("total_amount"));
    }

    /** The charge for one unit. */
    public @Nullable BigDecimal getTotalRate() {
        return JsonValues.decimal(json().get("total_rate"));
    }

    /** The carriers' surcharge for the message. */
    public @Nullable BigDecimal getCarrierFees() {
        return JsonValues.decimal(json().get("carrier_fees"));
    }

    /** The carriers' surcharge for one unit. */
    public @Nullable BigDecimal getCarrierFeesRate() {
        return JsonValues.decimal(json().get("carrier_fees_rate"));
    }

    /** Historic; in the model of Plivo's Go SDK only. */
    public @Nullable BigDecimal getCloudRate() {
        return JsonValues.decimal(json().get("cloud_rate"));
    }

    /** Historic; in the model of Plivo's Go SDK only. */
    public @Nullable BigDecimal getCarrierRate() {
        return JsonValues.decimal(json().get("carrier_rate"));
    }

    /** Three digits or more with leading zeros; {@code 000} means no error, but not delivered. */
    public @Nullable String getErrorCode() {
        return text("error_code");
    }

    /** The error in words, such as {@code Destination Country Disabled}. */
    public @Nullable String getErrorMessage() {
        return text("error_message");
    }

    /** Mobile country code of the destination. */
    public @Nullable String getMcc() {
        return text("mcc");
    }

    /** Mobile network code of the destination. */
    public @Nullable String getMnc() {
        return text("mnc");
    }

    /** Country of the destination, ISO 3166 alpha-2. */
    public @Nullable String getDestinationCountryIso2() {
        return text("destination_country_iso2");
    }

    /** Carrier of the destination, in words. */
    public @Nullable String getDestinationNetwork() {
        return text("destination_network");
    }

    /** The powerpack that the message was sent with. */
    public @Nullable String getPowerpackId() {
        return text("powerpack_id");
    }

    /** The sender that left Plivo, where Plivo replaced it. */
    public @Nullable String getReplacedSender() {
        return text("replaced_sender");
    }

    /** The address that sent the request; Plivo's sample is not a valid address, so this is a text. */
    public @Nullable String getRequesterIp() {
        return text("requester_ip");
    }

    /** Relative address; in Plivo's samples it belongs to another record, so never a key. */
    public @Nullable String getResourceUri() {
        return text("resource_uri");
    }

    /** Seconds that the message may wait in the queue. */
    public @Nullable Integer getMessageExpiry() {
        return JsonValues.integer(json().get("message_expiry"));
    }

    /** India: whether the message is treated as domestic; a boolean or a string. */
    public @Nullable Boolean getIsDomestic() {
        return JsonValues.flag(json().get("is_domestic"));
    }

    /** India: entity registered for DLT. */
    public @Nullable String getDltEntityId() {
        return text("dlt_entity_id");
    }

    /** India: template registered for DLT. */
    public @Nullable String getDltTemplateId() {
        return text("dlt_template_id");
    }

    /** India: {@code transactional}, {@code promotional}, {@code service_implicit} or {@code service_explicit}. */
    public @Nullable String getDltTemplateCategory() {
        return text("dlt_template_category");
    }

    /** US long codes: the 10DLC campaign. */
    public @Nullable String getTendlcCampaignId() {
        return text("tendlc_campaign_id");
    }

    /** US long codes: {@code registered}, {@code unregistered} or {@code not_applicable}. */
    public @Nullable String getTendlcRegistrationStatus() {
        return text("tendlc_registration_status");
    }

    /** WhatsApp: the conversation. */
    public @Nullable String getConversationId() {
        return text("conversation_id");
    }

    /** WhatsApp: {@code utility}, {@code authentication}, {@code marketing} or {@code service}. */
    public @Nullable String getConversationOrigin() {
        return text("conversation_origin");
    }

    /** WhatsApp: when the conversation ends. */
    public @Nullable OffsetDateTime getConversationExpirationTimestamp() {
        return PlivoTime.parse(text("conversation_expiration_timestamp"));
    }

    /** WhatsApp: another documented name for the same. */
    public @Nullable OffsetDateTime getConversationExpiryTimestamp() {
        return PlivoTime.parse(text("conversation_expiry_timestamp"));
    }

    /**
     * WhatsApp: a third one; the documented sample has no offset, and then this is null and {@link #text(String)} has
     * it.
     */
    public @Nullable OffsetDateTime getConversationExpiryTime() {
        return PlivoTime.parse(text("conversation_expiry_time"));
    }

    /**
     * The parts of the message that Plivo stores: {@code true}, {@code false}, {@code content_only} or
     * {@code number_only}; a text, not a flag.
     */
    public @Nullable String getLog() {
        return text("log");
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof MessageDetailRecord record && json().equals(record.json());
    }

    @Override
    public int hashCode() {
        return json().hashCode();
    }

    /** Names the message only: phone numbers do not belong in logs. */
    @Override
    public String toString() {
        return "MessageDetailRecord[" + getMessageUuid() + ", " + getMessageStateText() + ", " + text("message_time") + "]";
    }
}
