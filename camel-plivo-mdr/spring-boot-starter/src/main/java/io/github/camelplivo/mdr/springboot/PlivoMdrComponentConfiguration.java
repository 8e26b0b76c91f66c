package io.github.camelplivo.mdr.springboot;

import java.time.Duration;

import io.github.camelplivo.mdr.OnMalformed;
import io.github.camelplivo.mdr.PlivoMdrOperation;
import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties {@code camel.component.plivo-mdr.*}: each option of the component under its name, {@code null} if it
 * is not set, so that the component keeps its value. Defaults and allowed values, for editors only, are in
 * {@code additional-spring-configuration-metadata.json}. An object is named as in Camel, {@code #bean:name}. A property
 * that is not an option fails the start, as elsewhere in Camel.
 */
@ConfigurationProperties(prefix = "camel.component.plivo-mdr", ignoreUnknownFields = false)
public class PlivoMdrComponentConfiguration extends ComponentConfigurationPropertiesCommon {

    /**
     * The auth token of the account or subaccount. Set it once on the component, from a vault or an environment
     * variable.
     */
    private String authToken;
    /**
     * Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as
     * autowired) by looking up in the registry to find if there is a single instance of matching type, which then gets
     * configured on the component. This can be used for automatic configuring JDBC data sources, JMS connection
     * factories, AWS Clients, etc.
     */
    private Boolean autowiredEnabled;
    /**
     * The base URL of Plivo's API. Must use https, except for loopback hosts such as that of the simulator, because
     * every request carries the token.
     */
    private String baseUrl;
    /**
     * Allows for bridging the consumer to the Camel routing Error Handler, which mean any exceptions (if possible)
     * occurred while the Camel consumer is trying to pickup incoming messages, or the likes, will now be processed as a
     * message and handled by the routing Error Handler. Important: This is only possible if the 3rd party component
     * allows Camel to be alerted if an exception was thrown. Some components handle this internally only, and therefore
     * bridgeErrorHandler is not possible. In other situations we may improve the Camel component to hook into the 3rd
     * party component and make this possible for future releases. By default the consumer will use the
     * org.apache.camel.spi.ExceptionHandler to deal with exceptions, that will be logged at WARN or ERROR level and
     * ignored.
     */
    private Boolean bridgeErrorHandler;
    /**
     * Maximum number of concurrent requests for a backlog; with more than 1, the feed may request a live page beside
     * them. It still delivers pages in order, one at a time.
     */
    private Integer concurrentRequests;
    /**
     * The default options of endpoints. The option is a io.github.camelplivo.mdr.PlivoMdrConfiguration type.
     */
    private String configuration;
    /**
     * Maximum time to wait for a connection.
     */
    private Duration connectTimeout;
    /**
     * Only messages of this WhatsApp conversation.
     */
    private String conversationId;
    /**
     * Only messages of WhatsApp conversations of this origin.
     */
    private String conversationOrigin;
    /**
     * Only messages to this country, two letters as in ISO 3166.
     */
    private String destinationCountryIso2;
    /**
     * Where the feed ends: a time, ISO-8601 with an offset; a fraction of a second counts as the next second. The feed
     * delivers no records of that time or later. Default: never.
     */
    private String endTime;
    /**
     * Only messages with this Plivo error code, three digits or more with leading zeros, such as 000 or 200.
     */
    private String errorCode;
    /**
     * Only messages from this number in E.164 format, or from this sender id.
     */
    private String fromNumber;
    /**
     * Whether headers of the exchange may name the record of get and narrow list and listAll. They never choose the
     * operation and never change a filter that an option sets. If false, the producer ignores all of them: set this if
     * headers come from untrusted senders and no other step removes them.
     */
    private Boolean headerOverrides;
    /**
     * Used for enabling or disabling all consumer based health checks from this component
     */
    private Boolean healthCheckConsumerEnabled;
    /**
     * Used for enabling or disabling all producer based health checks from this component. Notice: Camel has by default
     * disabled all producer based health-checks. You can turn on producer checks globally by setting
     * camel.health.producersEnabled=true.
     */
    private Boolean healthCheckProducerEnabled;
    /**
     * Customizes the HTTP client; applied last, as in camel-http. The option is a
     * org.apache.camel.component.http.HttpClientConfigurer type.
     */
    private String httpClientConfigurer;
    /**
     * Stores which versions of records the feed has delivered, under keys of the form feed:uuid:fingerprint. Default:
     * in memory, for as long as the feed may read a record again, if recheckAfter is set. With a durable repository,
     * the feed delivers no unchanged record again after a restart. The option is a
     * org.apache.camel.spi.IdempotentRepository type.
     */
    private String idempotentRepository;
    /**
     * Whether the producer should be started lazy (on the first message). By starting lazy you can use this to allow
     * CamelContext and routes to startup in situations where a producer may otherwise fail during starting and cause
     * the route to fail being started. By deferring this startup to be lazy then the startup failure can be handled
     * during routing messages via Camel's routing error handlers. Beware that when the first message is processed then
     * creating and starting the producer may take a little time and prolong the total processing time of the
     * processing.
     */
    private Boolean lazyStartProducer;
    /**
     * Number of records in a page, 1 to 20. For list only: a feed and listAll always read pages of 20.
     */
    private Integer limit;
    /**
     * Maximum number of list requests (pages) a minute, by all endpoints of the account together. 20 is Plivo's
     * documented default limit.
     */
    private Integer listRequestsPerMinute;
    /**
     * Maximum number of retries of a request after a network error, 429 or 5xx, with exponential backoff or the pause
     * that Plivo requests (at most two minutes).
     */
    private Integer maxRetries;
    /**
     * Only messages of this direction.
     */
    private String messageDirection;
    /**
     * Only messages that are in this state when they are read. A record leaves the list when its state changes, so a
     * feed with this filter does not see every message.
     */
    private String messageState;
    /**
     * Only messages of exactly this time. ISO-8601 with an offset, or Plivo's own format (2026-11-21 09:30:00.123456),
     * which is UTC.
     */
    private String messageTime;
    /**
     * Only messages after this time.
     */
    private String messageTimeGt;
    /**
     * Only messages of this time or later. Without a time filter, Plivo lists the last 24 hours.
     */
    private String messageTimeGte;
    /**
     * Only messages before this time.
     */
    private String messageTimeLt;
    /**
     * Only messages of this time or earlier.
     */
    private String messageTimeLte;
    /**
     * Only messages of this type.
     */
    private String messageType;
    /**
     * The message whose record get fetches, unless the header CamelPlivoMdrMessageUuid names one. Without either, the
     * body is the uuid.
     */
    private String messageUuid;
    /**
     * Number of records to skip, counted from the newest. For list only.
     */
    private Integer offset;
    /**
     * How the feed handles a row that it can never read. retry: it continues after the row's stretch of time and
     * requests that stretch again with increasing pauses, while the health check is DOWN. deadLetter: after several
     * attempts it also delivers the row's bytes to the route, with the reason in the header CamelPlivoMdrMalformed.
     */
    private OnMalformed onMalformed;
    /**
     * The operation of the producer: get fetches the record of one message, list fetches one page, listAll lazily reads
     * all records of a closed time range.
     */
    private PlivoMdrOperation operation;
    /**
     * Maximum time that get and list wait until the local limits of the account, listRequestsPerMinute and
     * requestsPerSecond, allow the request; 1ms or more. After that they fail without sending it. A feed and listAll
     * wait without a limit: they have a share of the requests.
     */
    private Duration permitTimeout;
    /**
     * Only messages that were sent with this Powerpack.
     */
    private String powerpackId;
    /**
     * The host of an HTTP proxy.
     */
    private String proxyHost;
    /**
     * The port of the HTTP proxy.
     */
    private Integer proxyPort;
    /**
     * Maximum size of the responses that wait for their delivery, in bytes, if concurrentRequests is more than 1: 64
     * KiB or more. With less, a backlog takes more time and a few more requests.
     */
    private Integer readAheadBytes;
    /**
     * The ages at which the feed reads records again, to find those that changed or that Plivo listed late; ascending
     * and separated by commas: 10m,1h,6h,26h. The feed delivers a record again only if its content changed. Default:
     * never.
     */
    private String recheckAfter;
    /**
     * Maximum number of requests of any kind a second, over any five seconds, by all endpoints of the account together.
     * Plivo allows an account 300 in 5 seconds, sending included; the default uses half of that.
     */
    private Integer requestsPerSecond;
    /**
     * Maximum time to wait for the next bytes of a response. A response that is not complete after connectTimeout plus
     * twice this time fails.
     */
    private Duration responseTimeout;
    /**
     * Minimum age of a record when the feed first reads it, because Plivo does not list the newest records immediately;
     * 1s or more.
     */
    private Duration settle;
    /**
     * TLS settings, such as a custom trust store or key store. The option is a
     * org.apache.camel.support.jsse.SSLContextParameters type.
     */
    private String sslContextParameters;
    /**
     * Where the feed starts when it has no watermark yet: a time (ISO-8601 with an offset) or an age (24h, P90D). Plivo
     * keeps records for 90 days.
     */
    private String startTime;
    /**
     * Only the messages of this subaccount (SA...), when reading with the main account.
     */
    private String subaccount;
    /**
     * Only messages of this 10DLC campaign.
     */
    private String tendlcCampaignId;
    /**
     * Only messages with this 10DLC registration status.
     */
    private String tendlcRegistrationStatus;
    /**
     * Only messages to this number in E.164 format.
     */
    private String toNumber;
    /**
     * Whether to use the context's global TLS settings.
     */
    private Boolean useGlobalSslContextParameters;
    /**
     * A database that stores the position of the feed, instead of a file: one row of the table plivo_mdr_watermark,
     * which the feed creates if it may. The feed that started last owns the row; if another feed had it, that one
     * stops. The option is a javax.sql.DataSource type.
     */
    private String watermarkDataSource;
    /**
     * The file that stores the position of the feed across restarts. The feed replaces it atomically, and no other feed
     * can use it. Without watermarkFile, watermarkDataSource and watermarkRepository, the position is lost when the
     * context stops.
     */
    private String watermarkFile;
    /**
     * The name of the feed in its watermark. Default: derived from the account and the filters. Set it to let a feed
     * continue from the watermark of one that had other filters.
     */
    private String watermarkKey;
    /**
     * A repository that stores the position of the feed, instead of a file. The option is a
     * org.apache.camel.spi.StateRepository type.
     */
    private String watermarkRepository;

    public String getAuthToken() {
        return authToken;
    }

    public void setAuthToken(String authToken) {
        this.authToken = authToken;
    }

    public Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    public void setBridgeErrorHandler(Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    public Integer getConcurrentRequests() {
        return concurrentRequests;
    }

    public void setConcurrentRequests(Integer concurrentRequests) {
        this.concurrentRequests = concurrentRequests;
    }

    public String getConfiguration() {
        return configuration;
    }

    public void setConfiguration(String configuration) {
        this.configuration = configuration;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public String getConversationId() {
        return conversationId;
    }

    public void setConversationId(String conversationId) {
        this.conversationId = conversationId;
    }

    public String getConversationOrigin() {
        return conversationOrigin;
    }

    public void setConversationOrigin(String conversationOrigin) {
        this.conversationOrigin = conversationOrigin;
    }

    public String getDestinationCountryIso2() {
        return destinationCountryIso2;
    }

    public void setDestinationCountryIso2(String destinationCountryIso2) {
        this.destinationCountryIso2 = destinationCountryIso2;
    }

    public String getEndTime() {
        return endTime;
    }

    public void setEndTime(String endTime) {
        this.endTime = endTime;
    }

    public String getErrorCode() {
        return errorCode;
    }

    public void setErrorCode(String errorCode) {
        this.errorCode = errorCode;
    }

    public String getFromNumber() {
        return fromNumber;
    }

    public void setFromNumber(String fromNumber) {
        this.fromNumber = fromNumber;
    }

    public Boolean getHeaderOverrides() {
        return headerOverrides;
    }

    public void setHeaderOverrides(Boolean headerOverrides) {
        this.headerOverrides = headerOverrides;
    }

    public Boolean getHealthCheckConsumerEnabled() {
        return healthCheckConsumerEnabled;
    }

    public void setHealthCheckConsumerEnabled(Boolean healthCheckConsumerEnabled) {
        this.healthCheckConsumerEnabled = healthCheckConsumerEnabled;
    }

    public Boolean getHealthCheckProducerEnabled() {
        return healthCheckProducerEnabled;
    }

    public void setHealthCheckProducerEnabled(Boolean healthCheckProducerEnabled) {
        this.healthCheckProducerEnabled = healthCheckProducerEnabled;
    }

    public String getHttpClientConfigurer() {
        return httpClientConfigurer;
    }

    public void setHttpClientConfigurer(String httpClientConfigurer) {
        this.httpClientConfigurer = httpClientConfigurer;
    }

    public String getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(String idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    public void setLazyStartProducer(Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }

    public Integer getLimit() {
        return limit;
    }

    public void setLimit(Integer limit) {
        this.limit = limit;
    }

    public Integer getListRequestsPerMinute() {
        return listRequestsPerMinute;
    }

    public void setListRequestsPerMinute(Integer listRequestsPerMinute) {
        this.listRequestsPerMinute = listRequestsPerMinute;
    }

    public Integer getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(Integer maxRetries) {
        this.maxRetries = maxRetries;
    }

    public String getMessageDirection() {
        return messageDirection;
    }

    public void setMessageDirection(String messageDirection) {
        this.messageDirection = messageDirection;
    }

    public String getMessageState() {
        return messageState;
    }

    public void setMessageState(String messageState) {
        this.messageState = messageState;
    }

    public String getMessageTime() {
        return messageTime;
    }

    public void setMessageTime(String messageTime) {
        this.messageTime = messageTime;
    }

    public String getMessageTimeGt() {
        return messageTimeGt;
    }

    public void setMessageTimeGt(String messageTimeGt) {
        this.messageTimeGt = messageTimeGt;
    }

    public String getMessageTimeGte() {
        return messageTimeGte;
    }

    public void setMessageTimeGte(String messageTimeGte) {
        this.messageTimeGte = messageTimeGte;
    }

    public String getMessageTimeLt() {
        return messageTimeLt;
    }

    public void setMessageTimeLt(String messageTimeLt) {
        this.messageTimeLt = messageTimeLt;
    }

    public String getMessageTimeLte() {
        return messageTimeLte;
    }

    public void setMessageTimeLte(String messageTimeLte) {
        this.messageTimeLte = messageTimeLte;
    }

    public String getMessageType() {
        return messageType;
    }

    public void setMessageType(String messageType) {
        this.messageType = messageType;
    }

    public String getMessageUuid() {
        return messageUuid;
    }

    public void setMessageUuid(String messageUuid) {
        this.messageUuid = messageUuid;
    }

    public Integer getOffset() {
        return offset;
    }

    public void setOffset(Integer offset) {
        this.offset = offset;
    }

    public OnMalformed getOnMalformed() {
        return onMalformed;
    }

    public void setOnMalformed(OnMalformed onMalformed) {
        this.onMalformed = onMalformed;
    }

    public PlivoMdrOperation getOperation() {
        return operation;
    }

    public void setOperation(PlivoMdrOperation operation) {
        this.operation = operation;
    }

    public Duration getPermitTimeout() {
        return permitTimeout;
    }

    public void setPermitTimeout(Duration permitTimeout) {
        this.permitTimeout = permitTimeout;
    }

    public String getPowerpackId() {
        return powerpackId;
    }

    public void setPowerpackId(String powerpackId) {
        this.powerpackId = powerpackId;
    }

    public String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public Integer getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(Integer proxyPort) {
        this.proxyPort = proxyPort;
    }

    public Integer getReadAheadBytes() {
        return readAheadBytes;
    }

    public void setReadAheadBytes(Integer readAheadBytes) {
        this.readAheadBytes = readAheadBytes;
    }

    public String getRecheckAfter() {
        return recheckAfter;
    }

    public void setRecheckAfter(String recheckAfter) {
        this.recheckAfter = recheckAfter;
    }

    public Integer getRequestsPerSecond() {
        return requestsPerSecond;
    }

    public void setRequestsPerSecond(Integer requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    public Duration getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public Duration getSettle() {
        return settle;
    }

    public void setSettle(Duration settle) {
        this.settle = settle;
    }

    public String getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(String sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public String getStartTime() {
        return startTime;
    }

    public void setStartTime(String startTime) {
        this.startTime = startTime;
    }

    public String getSubaccount() {
        return subaccount;
    }

    public void setSubaccount(String subaccount) {
        this.subaccount = subaccount;
    }

    public String getTendlcCampaignId() {
        return tendlcCampaignId;
    }

    public void setTendlcCampaignId(String tendlcCampaignId) {
        this.tendlcCampaignId = tendlcCampaignId;
    }

    public String getTendlcRegistrationStatus() {
        return tendlcRegistrationStatus;
    }

    public void setTendlcRegistrationStatus(String tendlcRegistrationStatus) {
        this.tendlcRegistrationStatus = tendlcRegistrationStatus;
    }

    public String getToNumber() {
        return toNumber;
    }

    public void setToNumber(String toNumber) {
        this.toNumber = toNumber;
    }

    public Boolean getUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(Boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public String getWatermarkFile() {
        return watermarkFile;
    }

    public void setWatermarkFile(String watermarkFile) {
        this.watermarkFile = watermarkFile;
    }

    public String getWatermarkKey() {
        return watermarkKey;
    }

    public void setWatermarkKey(String watermarkKey) {
        this.watermarkKey = watermarkKey;
    }

    public String getWatermarkDataSource() {
        return watermarkDataSource;
    }

    public void setWatermarkDataSource(String watermarkDataSource) {
        this.watermarkDataSource = watermarkDataSource;
    }

    public String getWatermarkRepository() {
        return watermarkRepository;
    }

    public void setWatermarkRepository(String watermarkRepository) {
        this.watermarkRepository = watermarkRepository;
    }
}
