package io.github.camelplivo.mdr;

import java.util.Locale;
import java.util.function.Function;

import io.github.camelplivo.mdr.HeaderValue.InvalidException;
import io.github.camelplivo.mdr.client.FilterForm;
import io.github.camelplivo.mdr.client.MessageFilter;
import io.github.camelplivo.mdr.model.PlivoTime;
import org.jspecify.annotations.Nullable;

/** A filter of Plivo's list with its option, its header and the form of its values. */
enum MdrFilter {

    SUBACCOUNT("subaccount", PlivoMdrConstants.SUBACCOUNT, PlivoMdrConfiguration::getSubaccount),
    MESSAGE_DIRECTION("messageDirection", PlivoMdrConstants.MESSAGE_DIRECTION,
                      PlivoMdrConfiguration::getMessageDirection),
    MESSAGE_STATE("messageState", PlivoMdrConstants.MESSAGE_STATE, PlivoMdrConfiguration::getMessageState),
    MESSAGE_TYPE("messageType", PlivoMdrConstants.MESSAGE_TYPE, PlivoMdrConfiguration::getMessageType),
    ERROR_CODE("errorCode", PlivoMdrConstants.ERROR_CODE, PlivoMdrConfiguration::getErrorCode),
    POWERPACK_ID("powerpackId", PlivoMdrConstants.POWERPACK_ID, PlivoMdrConfiguration::getPowerpackId),
    FROM_NUMBER("fromNumber", PlivoMdrConstants.FROM_NUMBER, PlivoMdrConfiguration::getFromNumber),
    TO_NUMBER("toNumber", PlivoMdrConstants.TO_NUMBER, PlivoMdrConfiguration::getToNumber),
    DESTINATION_COUNTRY_ISO2("destinationCountryIso2", PlivoMdrConstants.DESTINATION_COUNTRY_ISO2,
                             PlivoMdrConfiguration::getDestinationCountryIso2),
    TENDLC_REGISTRATION_STATUS("tendlcRegistrationStatus",
                               PlivoMdrConstants.TENDLC_REGISTRATION_STATUS,
                               PlivoMdrConfiguration::getTendlcRegistrationStatus),
    TENDLC_CAMPAIGN_ID("tendlcCampaignId", PlivoMdrConstants.TENDLC_CAMPAIGN_ID,
                       PlivoMdrConfiguration::getTendlcCampaignId),
    CONVERSATION_ID("conversationId", PlivoMdrConstants.CONVERSATION_ID,
                    PlivoMdrConfiguration::getConversationId),
    CONVERSATION_ORIGIN("conversationOrigin", PlivoMdrConstants.CONVERSATION_ORIGIN,
                        PlivoMdrConfiguration::getConversationOrigin),
    MESSAGE_TIME("messageTime", PlivoMdrConstants.MESSAGE_TIME, PlivoMdrConfiguration::getMessageTime),
    MESSAGE_TIME_GT("messageTimeGt", PlivoMdrConstants.MESSAGE_TIME_GT,
                    PlivoMdrConfiguration::getMessageTimeGt),
    MESSAGE_TIME_GTE("messageTimeGte", PlivoMdrConstants.MESSAGE_TIME_GTE,
                     PlivoMdrConfiguration::getMessageTimeGte),
    MESSAGE_TIME_LT("messageTimeLt", PlivoMdrConstants.MESSAGE_TIME_LT,
                    PlivoMdrConfiguration::getMessageTimeLt),
    MESSAGE_TIME_LTE("messageTimeLte", PlivoMdrConstants.MESSAGE_TIME_LTE,
                     PlivoMdrConfiguration::getMessageTimeLte);

    private final MessageFilter plivoFilter = MessageFilter.valueOf(name());
    private final String option;
    private final String header;
    private final Function<PlivoMdrConfiguration, @Nullable String> getter;
    private final FilterForm form = plivoFilter.form();

    MdrFilter(String option, String header, Function<PlivoMdrConfiguration, @Nullable String> getter) {
        this.option = option;
        this.header = header;
        this.getter = getter;
    }

    MessageFilter plivoFilter() {
        return plivoFilter;
    }

    String option() {
        return option;
    }

    String header() {
        return header;
    }

    boolean isTime() {
        return plivoFilter.isTime();
    }

    /** Whether the value is a phone number, which must not appear in messages. */
    boolean isNumber() {
        return plivoFilter.isNumber();
    }

    /** The option's value, {@code null} if not set; a time in Plivo's format. */
    @Nullable
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
        if (value instanceof Enum<?> && !form.words().isEmpty()) {
            text = text.toLowerCase(Locale.ROOT);
        } else if (this == ERROR_CODE && HeaderValue.isWholeNumber(value)) {
            text = String.format(Locale.ROOT, "%03d", value);
        }
        if (!form.allows(text)) {
            throw new InvalidException(
                    isNumber() ? "is a text of " + text.length() + " characters" : "is " + HeaderValue.shown(text));
        }
        return text;
    }
}
