package io.github.camelplivo.mdr;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;

import org.apache.camel.Exchange;

/** The filters of Plivo's list ("List All Messages"), each with its name there, its option and its header here. */
enum MdrFilter {

    SUBACCOUNT("subaccount", "subaccount", PlivoMdrConstants.SUBACCOUNT, PlivoMdrConfiguration::getSubaccount),
    MESSAGE_DIRECTION("message_direction", "messageDirection", PlivoMdrConstants.MESSAGE_DIRECTION,
                      PlivoMdrConfiguration::getMessageDirection, "inbound", "outbound"),
    MESSAGE_STATE("message_state", "messageState", PlivoMdrConstants.MESSAGE_STATE, PlivoMdrConfiguration::getMessageState,
                  "queued", "sent", "failed", "delivered", "undelivered", "received", "rejected", "read", "deleted"),
    MESSAGE_TYPE("message_type", "messageType", PlivoMdrConstants.MESSAGE_TYPE, PlivoMdrConfiguration::getMessageType,
                 "sms", "mms", "whatsapp"),
    ERROR_CODE("error_code", "errorCode", PlivoMdrConstants.ERROR_CODE, PlivoMdrConfiguration::getErrorCode),
    POWERPACK_ID("powerpack_id", "powerpackId", PlivoMdrConstants.POWERPACK_ID, PlivoMdrConfiguration::getPowerpackId),
    FROM_NUMBER("from_number", "fromNumber", PlivoMdrConstants.FROM_NUMBER, PlivoMdrConfiguration::getFromNumber),
    TO_NUMBER("to_number", "toNumber", PlivoMdrConstants.TO_NUMBER, PlivoMdrConfiguration::getToNumber),
    DESTINATION_COUNTRY_ISO2("destination_country_iso2", "destinationCountryIso2", PlivoMdrConstants.DESTINATION_COUNTRY_ISO2,
                             PlivoMdrConfiguration::getDestinationCountryIso2),
    TENDLC_REGISTRATION_STATUS("tendlc_registration_status", "tendlcRegistrationStatus",
                               PlivoMdrConstants.TENDLC_REGISTRATION_STATUS,
                               PlivoMdrConfiguration::getTendlcRegistrationStatus, "registered", "unregistered",
                               "not_applicable"),
    TENDLC_CAMPAIGN_ID("tendlc_campaign_id", "tendlcCampaignId", PlivoMdrConstants.TENDLC_CAMPAIGN_ID,
                       PlivoMdrConfiguration::getTendlcCampaignId),
    CONVERSATION_ID("conversation_id", "conversationId", PlivoMdrConstants.CONVERSATION_ID,
                    PlivoMdrConfiguration::getConversationId),
    CONVERSATION_ORIGIN("conversation_origin", "conversationOrigin", PlivoMdrConstants.CONVERSATION_ORIGIN,
                        PlivoMdrConfiguration::getConversationOrigin, "utility", "authentication", "marketing", "service"),
    MESSAGE_TIME("message_time", "messageTime", PlivoMdrConstants.MESSAGE_TIME, PlivoMdrConfiguration::getMessageTime),
    MESSAGE_TIME_GT("message_time__gt", "messageTimeGt", PlivoMdrConstants.MESSAGE_TIME_GT,
                    PlivoMdrConfiguration::getMessageTimeGt),
    MESSAGE_TIME_GTE("message_time__gte", "messageTimeGte", PlivoMdrConstants.MESSAGE_TIME_GTE,
                     PlivoMdrConfiguration::getMessageTimeGte),
    MESSAGE_TIME_LT("message_time__lt", "messageTimeLt", PlivoMdrConstants.MESSAGE_TIME_LT,
                    PlivoMdrConfiguration::getMessageTimeLt),
    MESSAGE_TIME_LTE("message_time__lte", "messageTimeLte", PlivoMdrConstants.MESSAGE_TIME_LTE,
                     PlivoMdrConfiguration::getMessageTimeLte);

    private final String plivoName;
    private final String option;
    private final String header;
    private final Function<PlivoMdrConfiguration, String> getter;
    private final Set<String> allowed;

    MdrFilter(String plivoName, String option, String header, Function<PlivoMdrConfiguration, String> getter,
              String... allowed) {
        this.plivoName = plivoName;
        this.option = option;
        this.header = header;
        this.getter = getter;
        // in this order in error messages
        this.allowed = new LinkedHashSet<>(List.of(allowed));
    }

    /** The parameter of the request. */
    String plivoName() {
        return plivoName;
    }

    String option() {
        return option;
    }

    boolean isTime() {
        return plivoName.startsWith("message_time");
    }

    /** Whether the value is a phone number, which is shown to nobody. */
    boolean isNumber() {
        return this == FROM_NUMBER || this == TO_NUMBER;
    }

    /** The option's value, {@code null} if not set. */
    String value(PlivoMdrConfiguration configuration) {
        return checked(option, withPlus(getter.apply(configuration)));
    }

    /** The header's value, or else the option's; {@code null} if neither is set. */
    String value(PlivoMdrConfiguration configuration, Exchange exchange) {
        String value = exchange.getMessage().getHeader(header, String.class);
        return value == null ? value(configuration) : checked(header, value);
    }

    private String withPlus(String value) {
        if (value == null) {
            return null;
        }
        if (isTime()) {
            return PlusInUri.ofTime(value);
        }
        return isNumber() ? PlusInUri.ofNumber(value) : value;
    }

    private String checked(String name, String value) {
        if (value == null || value.isBlank()) {
            return null;
        }
        if (!allowed.isEmpty() && !allowed.contains(value)) {
            throw new IllegalArgumentException(name + " is '" + value + "', allowed are " + String.join(", ", allowed));
        }
        return value;
    }
}
