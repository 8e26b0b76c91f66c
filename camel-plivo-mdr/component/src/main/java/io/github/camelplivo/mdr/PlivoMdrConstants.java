package io.github.camelplivo.mdr;

import org.apache.camel.spi.Metadata;

/** The headers of the component. No other header of the exchange goes to Plivo, and no other comes from it. */
public final class PlivoMdrConstants {

    @Metadata(label = "producer", description = "The message whose record get fetches.", javaType = "String")
    public static final String MESSAGE_UUID = "CamelPlivoMdrMessageUuid";

    @Metadata(description = "Plivo's id of the request that fetched the record or page, which Plivo's support requests.",
              javaType = "String")
    public static final String API_ID = "CamelPlivoMdrApiId";
    @Metadata(description = "Maximum number of rows in the page.",
              javaType = "Integer")
    public static final String LIMIT = "CamelPlivoMdrLimit";
    @Metadata(description = "Number of rows before the page, counted from the newest.", javaType = "Integer")
    public static final String OFFSET = "CamelPlivoMdrOffset";
    @Metadata(label = "producer", description = "The relative address of the next page (list); absent when there is none.",
              javaType = "String")
    public static final String NEXT = "CamelPlivoMdrNext";
    @Metadata(label = "producer", description = "The relative address of the previous page (list); absent when there is none.",
              javaType = "String")
    public static final String PREVIOUS = "CamelPlivoMdrPrevious";
    @Metadata(label = "producer",
              description = "Total number of rows (list), if Plivo sends it; it has not since 2021.",
              javaType = "Integer")
    public static final String TOTAL_COUNT = "CamelPlivoMdrTotalCount";

    @Metadata(label = "consumer",
              description = "The id of the page: the same on every redelivery. Where versions are remembered, a changed record"
                            + " makes it another one.",
              javaType = "String")
    public static final String PAGE_ID = "CamelPlivoMdrPageId";
    @Metadata(label = "consumer", description = "The sweep that read the page.", javaType = "String",
              enums = "live,recheck,backfill")
    public static final String SWEEP = "CamelPlivoMdrSweep";
    @Metadata(label = "consumer",
              description = "Minimum age of the records, from the option recheckAfter; absent unless the sweep is a recheck.",
              javaType = "java.time.Duration")
    public static final String AGE = "CamelPlivoMdrAge";
    @Metadata(label = "consumer",
              description = "Why the feed cannot read the row in the body, which then holds the bytes of Plivo's response (onMalformed=deadLetter); absent from pages.",
              javaType = "String")
    public static final String MALFORMED = "CamelPlivoMdrMalformed";
    @Metadata(label = "consumer", description = "The start of the window that the feed read, inclusive.",
              javaType = "java.time.Instant")
    public static final String WINDOW_START = "CamelPlivoMdrWindowStart";
    @Metadata(label = "consumer", description = "The end of the window that the feed read, exclusive.",
              javaType = "java.time.Instant")
    public static final String WINDOW_END = "CamelPlivoMdrWindowEnd";

    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String SUBACCOUNT = "CamelPlivoMdrSubaccount";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String MESSAGE_DIRECTION = "CamelPlivoMdrMessageDirection";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String MESSAGE_STATE = "CamelPlivoMdrMessageState";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String MESSAGE_TYPE = "CamelPlivoMdrMessageType";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String ERROR_CODE = "CamelPlivoMdrErrorCode";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String POWERPACK_ID = "CamelPlivoMdrPowerpackId";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String FROM_NUMBER = "CamelPlivoMdrFromNumber";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String TO_NUMBER = "CamelPlivoMdrToNumber";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String DESTINATION_COUNTRY_ISO2 = "CamelPlivoMdrDestinationCountryIso2";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String TENDLC_REGISTRATION_STATUS = "CamelPlivoMdrTendlcRegistrationStatus";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String TENDLC_CAMPAIGN_ID = "CamelPlivoMdrTendlcCampaignId";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String CONVERSATION_ID = "CamelPlivoMdrConversationId";
    @Metadata(label = "producer", description = "Filter, if the option is not set.", javaType = "String")
    public static final String CONVERSATION_ORIGIN = "CamelPlivoMdrConversationOrigin";
    @Metadata(label = "producer",
              description = "Filter; combined with the time options of the endpoint, the narrower one applies.",
              javaType = "String")
    public static final String MESSAGE_TIME = "CamelPlivoMdrMessageTime";
    @Metadata(label = "producer",
              description = "Filter; combined with the time options of the endpoint, the narrower one applies.",
              javaType = "String")
    public static final String MESSAGE_TIME_GT = "CamelPlivoMdrMessageTimeGt";
    @Metadata(label = "producer",
              description = "Filter; combined with the time options of the endpoint, the narrower one applies.",
              javaType = "String")
    public static final String MESSAGE_TIME_GTE = "CamelPlivoMdrMessageTimeGte";
    @Metadata(label = "producer",
              description = "Filter; combined with the time options of the endpoint, the narrower one applies.",
              javaType = "String")
    public static final String MESSAGE_TIME_LT = "CamelPlivoMdrMessageTimeLt";
    @Metadata(label = "producer",
              description = "Filter; combined with the time options of the endpoint, the narrower one applies.",
              javaType = "String")
    public static final String MESSAGE_TIME_LTE = "CamelPlivoMdrMessageTimeLte";

    private PlivoMdrConstants() {
    }
}
