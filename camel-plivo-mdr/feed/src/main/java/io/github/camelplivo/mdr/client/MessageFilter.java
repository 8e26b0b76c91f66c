package io.github.camelplivo.mdr.client;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

import io.github.camelplivo.mdr.model.MessageDirection;
import io.github.camelplivo.mdr.model.MessageState;
import io.github.camelplivo.mdr.model.MessageType;

/** The filters of Plivo's list ("List All Messages"), in the alphabetical order in which requests name them. */
public enum MessageFilter {

    CONVERSATION_ID("conversation_id", FilterForm.ID),
    CONVERSATION_ORIGIN("conversation_origin", "utility", "authentication", "marketing", "service"),
    DESTINATION_COUNTRY_ISO2("destination_country_iso2", FilterForm.COUNTRY),
    ERROR_CODE("error_code", FilterForm.CODE),
    FROM_NUMBER("from_number", FilterForm.NUMBER),
    MESSAGE_DIRECTION("message_direction", words(MessageDirection.values())),
    MESSAGE_STATE("message_state", words(MessageState.values())),
    MESSAGE_TIME("message_time", FilterForm.TIME),
    MESSAGE_TIME_GT("message_time__gt", FilterForm.TIME),
    MESSAGE_TIME_GTE("message_time__gte", FilterForm.TIME),
    MESSAGE_TIME_LT("message_time__lt", FilterForm.TIME),
    MESSAGE_TIME_LTE("message_time__lte", FilterForm.TIME),
    MESSAGE_TYPE("message_type", words(MessageType.values())),
    POWERPACK_ID("powerpack_id", FilterForm.ID),
    SUBACCOUNT("subaccount", FilterForm.SUBACCOUNT),
    TENDLC_CAMPAIGN_ID("tendlc_campaign_id", FilterForm.ID),
    TENDLC_REGISTRATION_STATUS("tendlc_registration_status", "registered", "unregistered", "not_applicable"),
    TO_NUMBER("to_number", FilterForm.NUMBER);

    private final String plivoName;
    private final FilterForm form;

    MessageFilter(String plivoName, FilterForm form) {
        this.plivoName = plivoName;
        this.form = form;
    }

    /** A filter that allows some words. */
    MessageFilter(String plivoName, String... words) {
        this(plivoName, FilterForm.words(List.of(words)));
    }

    private static String[] words(Enum<?>[] constants) {
        return Arrays.stream(constants).map(Object::toString).filter(Predicate.not("unknown"::equals)).toArray(String[]::new);
    }

    /** @throws IllegalArgumentException if Plivo has no filter of this name, such as {@code message_state} */
    public static MessageFilter of(String plivoName) {
        return Arrays.stream(values()).filter(filter -> filter.plivoName.equals(plivoName)).findFirst().orElseThrow(
                () -> new IllegalArgumentException("Plivo has no filter '" + plivoName + "' for messages"));
    }

    /** The parameter of the request. */
    public String plivoName() {
        return plivoName;
    }

    /** The form of its values. */
    public FilterForm form() {
        return form;
    }

    public boolean isTime() {
        return plivoName.startsWith("message_time");
    }

    /** Whether the value is a phone number, which logs must not show. */
    public boolean isNumber() {
        return this == FROM_NUMBER || this == TO_NUMBER;
    }
}
