package io.github.camelplivo.mdr;

import java.util.Locale;
import java.util.function.Function;

import io.github.camelplivo.mdr.HeaderValue.InvalidException;
import io.github.camelplivo.mdr.model.PlivoTime;

/** The filters of Plivo's list ("List All Messages"), each with its name there, its option and its header here. */
enum MdrFilter {

    SUBACCOUNT("subaccount", "subaccount", PlivoMdrConstants.SUBACCOUNT, PlivoMdrConfiguration::getSubaccount,
               FilterForm.SUBACCOUNT),
    MESSAGE_DIRECTION("message_direction", "messageDirection", PlivoMdrConstants.MESSAGE_DIRECTION,
                      PlivoMdrConfiguration::getMessageDirection, FilterForm.words("inbound", "outbound")),
    MESSAGE_STATE("message_state", "messageState", PlivoMdrConstants.MESSAGE_STATE, PlivoMdrConfiguration::getMessageState,
                  FilterForm.words("queued", "sent", "failed", "delivered", "undelivered", "received", "rejected", "read",
                          "deleted")),
    MESSAGE_TYPE("message_type", "messageType", PlivoMdrConstants.MESSAGE_TYPE, PlivoMdrConfiguration::getMessageType,
                 FilterForm.words("sms", "mms", "whatsapp")),
    ERROR_CODE("error_code", "errorCode", PlivoMdrConstants.ERROR_CODE, PlivoMdrConfiguration::getErrorCode, FilterForm.CODE),
    POWERPACK_ID("powerpack_id", "powerpackId", PlivoMdrConstants.POWERPACK_ID, PlivoMdrConfiguration::getPowerpackId,
                 FilterForm.ID),
    FROM_NUMBER("from_number", "fromNumber", PlivoMdrConstants.FROM_NUMBER, PlivoMdrConfiguration::getFromNumber,
                FilterForm.NUMBER),
    TO_NUMBER("to_number", "toNumber", PlivoMdrConstants.TO_NUMBER, PlivoMdrConfiguration::getToNumber, FilterForm.NUMBER),
    DESTINATION_COUNTRY_ISO2("destination_country_iso2", "destinationCountryIso2", PlivoMdrConstants.DESTINATION_COUNTRY_ISO2,
                             PlivoMdrConfiguration::getDestinationCountryIso2, FilterForm.COUNTRY),
    TENDLC_REGISTRATION_STATUS("tendlc_registration_status", "tendlcRegistrationStatus",
                               PlivoMdrConstants.TENDLC_REGISTRATION_STATUS,
                               PlivoMdrConfiguration::getTendlcRegistrationStatus,
                               FilterForm.words("registered", "unregistered", "not_applicable")),
    TENDLC_CAMPAIGN_ID("tendlc_campaign_id", "tendlcCampaignId", PlivoMdrConstants.TENDLC_CAMPAIGN_ID,
                       PlivoMdrConfiguration::getTendlcCampaignId, FilterForm.ID),
    CONVERSATION_ID("conversation_id", "conversationId", PlivoMdrConstants.CONVERSATION_ID,
                    PlivoMdrConfiguration::getConversationId, FilterForm.ID),
    CONVERSATION_ORIGIN("conversation_origin", "conversationOrigin", PlivoMdrConstants.CONVERSATION_ORIGIN,
                        PlivoMdrConfiguration::getConversationOrigin,
                        FilterForm.words("utility", "authentication", "marketing", "service")),
    MESSAGE_TIME("message_time", "messageTime", PlivoMdrConstants.MESSAGE_TIME, PlivoMdrConfiguration::getMessageTime,
                 FilterForm.TIME),
    MESSAGE_TIME_GT("message_time__gt", "messageTimeGt", PlivoMdrConstants.MESSAGE_TIME_GT,
                    PlivoMdrConfiguration::getMessageTimeGt, FilterForm.TIME),
    MESSAGE_TIME_GTE("message_time__gte", "messageTimeGte", PlivoMdrConstants.MESSAGE_TIME_GTE,
                     PlivoMdrConfiguration::getMessageTimeGte, FilterForm.TIME),
    MESSAGE_TIME_LT("message_time__lt", "messageTimeLt", PlivoMdrConstants.MESSAGE_TIME_LT,
                    PlivoMdrConfiguration::getMessageTimeLt, FilterForm.TIME),
    MESSAGE_TIME_LTE("message_time__lte", "messageTimeLte", PlivoMdrConstants.MESSAGE_TIME_LTE,
                     PlivoMdrConfiguration::getMessageTimeLte, FilterForm.TIME);

    private final String plivoName;
    private final String option;
    private final String header;
    private final Function<PlivoMdrConfiguration, String> getter;
    private final FilterForm form;

    MdrFilter(String plivoName, String option, String header, Function<PlivoMdrConfiguration, String> getter,
              FilterForm form) {
        this.plivoName = plivoName;
        this.option = option;
        this.header = header;
        this.getter = getter;
        this.form = form;
    }

    /** The parameter of the request. */
    String plivoName() {
        return plivoName;
    }

    String option() {
        return option;
    }

    String header() {
        return header;
    }

    boolean isTime() {
        return form == FilterForm.TIME;
    }

    /** Whether the value is a phone number, which must not appear in messages. */
    boolean isNumber() {
        return form == FilterForm.NUMBER;
    }

    /** The option's value, {@code null} if not set; a time in Plivo's format. */
    String value(PlivoMdrConfiguration configuration) {
        String value = getter.apply(configuration);
        if (value == null) {
            return null;
        }
        if (isTime()) {
            return time(PlusInUri.ofTime(value));
        }
        String text = isNumber() ? PlusInUri.ofNumber(value) : value;
        if (!form.allows(text)) {
            throw new IllegalArgumentException(option + " is " + HeaderValue.shown(value) + ", " + form.allowed());
        }
        return text;
    }

    private String time(String value) {
        try {
            return PlivoTime.format(PlivoTime.parseFilter(value));
        } catch (IllegalArgumentException e) {
            // without a cause: readers look at the last message of a stack trace, and it names the option
            throw new IllegalArgumentException(option + ": " + e.getMessage());
        }
    }

    /** The value of the header as text; a time in Plivo's format. */
    String headerValue(Object value) {
        try {
            return isTime() ? PlivoTime.format(HeaderValue.time(value)) : word(value);
        } catch (InvalidException e) {
            throw new IllegalArgumentException(
                    header + " " + e.getMessage() + "; " + form.allowed()
                                               + ". Set the header to such a value, or remove it");
        }
    }

    private String word(Object value) throws InvalidException {
        String text = HeaderValue.text(value);
        if (value instanceof Enum<?> && form.isWords()) {
            text = text.toLowerCase(Locale.ROOT);
        } else if (form == FilterForm.CODE && HeaderValue.isWholeNumber(value)) {
            text = String.format(Locale.ROOT, "%03d", value);
        }
        if (!form.allows(text)) {
            throw new InvalidException(
                    isNumber() ? "is a text of " + text.length() + " characters" : "is " + HeaderValue.shown(text));
        }
        return text;
    }
}
