package io.github.camelplivo.mdr;

import javax.sql.DataSource;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.Configurer;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.jspecify.annotations.Nullable;

/**
 * The options that can be set on the component once and overridden by each endpoint. It only holds values:
 * {@link PlivoMdrChecks} checks them.
 */
@UriParams
@Configurer
public class PlivoMdrConfiguration implements Cloneable {

    @UriParam(label = "security", secret = true,
              description = "The auth token of the account or subaccount. Set it once on the component, from a vault or an environment variable.")
    private @Nullable String authToken;
    @UriParam(label = "advanced", defaultValue = "https://api.plivo.com",
              description = "The base URL of Plivo's API. Must use https, except for loopback hosts such as that of the simulator, because every request carries the token.")
    private String baseUrl = "https://api.plivo.com";
    @UriParam(label = "filter",
              description = "Only the messages of this subaccount (SA...), when reading with the main account.")
    private @Nullable String subaccount;
    @UriParam(label = "filter", enums = "inbound,outbound", description = "Only messages of this direction.")
    private @Nullable String messageDirection;
    @UriParam(label = "filter", enums = "queued,sent,failed,delivered,undelivered,received,rejected,read,deleted",
              description = "Only messages that are in this state when they are read. A record leaves the list when its state changes, so a feed with this filter does not see every message.")
    private @Nullable String messageState;
    @UriParam(label = "filter", enums = "sms,mms,whatsapp", description = "Only messages of this type.")
    private @Nullable String messageType;
    @UriParam(label = "filter",
              description = "Only messages with this Plivo error code, three digits or more with leading zeros, such as 000 or 200.")
    private @Nullable String errorCode;
    @UriParam(label = "filter", description = "Only messages that were sent with this Powerpack.")
    private @Nullable String powerpackId;
    @UriParam(label = "filter", description = "Only messages from this number in E.164 format, or from this sender id.")
    private @Nullable String fromNumber;
    @UriParam(label = "filter", description = "Only messages to this number in E.164 format.")
    private @Nullable String toNumber;
    @UriParam(label = "filter", description = "Only messages to this country, two letters as in ISO 3166.")
    private @Nullable String destinationCountryIso2;
    @UriParam(label = "filter", enums = "registered,unregistered,not_applicable",
              description = "Only messages with this 10DLC registration status.")
    private @Nullable String tendlcRegistrationStatus;
    @UriParam(label = "filter", description = "Only messages of this 10DLC campaign.")
    private @Nullable String tendlcCampaignId;
    @UriParam(label = "filter", description = "Only messages of this WhatsApp conversation.")
    private @Nullable String conversationId;
    @UriParam(label = "filter", enums = "utility,authentication,marketing,service",
              description = "Only messages of WhatsApp conversations of this origin.")
    private @Nullable String conversationOrigin;
    @UriParam(label = "producer", defaultValue = "get", enums = "get,list,listAll",
              description = "The operation of the producer: get fetches the record of one message, list fetches one page, listAll lazily reads all records of a closed time range.")
    private PlivoMdrOperation operation = PlivoMdrOperation.get;
    @UriParam(label = "producer",
              description = "The message whose record get fetches, unless the header CamelPlivoMdrMessageUuid names one. Without either, the body is the uuid.")
    private @Nullable String messageUuid;
    @UriParam(label = "producer", defaultValue = "true",
              description = "Whether headers of the exchange may name the record of get and narrow list and listAll. They never choose the operation and never change a filter that an option sets. If false, the producer ignores all of them: set this if headers come from untrusted senders and no other step removes them.")
    private boolean headerOverrides = true;
    @UriParam(label = "producer",
              description = "Only messages of exactly this time. ISO-8601 with an offset, or Plivo's own format (2026-11-21 09:30:00.123456), which is UTC.")
    private @Nullable String messageTime;
    @UriParam(label = "producer", description = "Only messages after this time.")
    private @Nullable String messageTimeGt;
    @UriParam(label = "producer",
              description = "Only messages of this time or later. Without a time filter, Plivo lists the last 24 hours.")
    private @Nullable String messageTimeGte;
    @UriParam(label = "producer", description = "Only messages before this time.")
    private @Nullable String messageTimeLt;
    @UriParam(label = "producer", description = "Only messages of this time or earlier.")
    private @Nullable String messageTimeLte;
    @UriParam(label = "producer", defaultValue = "20",
              description = "Number of records in a page, 1 to 20. For list only: a feed and listAll always read pages of 20.")
    private int limit = 20;
    @UriParam(label = "producer", defaultValue = "0",
              description = "Number of records to skip, counted from the newest. For list only.")
    private int offset;
    @UriParam(label = "producer,advanced", defaultValue = "30s", javaType = "java.time.Duration",
              description = "Maximum time that get and list wait until the local limits of the account, listRequestsPerMinute and requestsPerSecond, allow the request; 1ms or more. After that they fail without sending it. A feed and listAll wait without a limit: they have a share of the requests.")
    private long permitTimeout = 30_000;
    @UriParam(label = "consumer", defaultValue = "24h",
              description = "Where the feed starts when it has no watermark yet: a time (ISO-8601 with an offset) or an age (24h, P90D). Plivo keeps records for 90 days.")
    private String startTime = "24h";
    @UriParam(label = "consumer",
              description = "Where the feed ends: a time, ISO-8601 with an offset; a fraction of a second counts as the next second. The feed delivers no records of that time or later. Default: never.")
    private @Nullable String endTime;
    @UriParam(label = "consumer", defaultValue = "15s", javaType = "java.time.Duration",
              description = "Minimum age of a record when the feed first reads it, because Plivo does not list the newest records immediately; 1s or more.")
    private long settle = 15_000;
    @UriParam(label = "consumer",
              description = "The file that stores the position of the feed across restarts. The feed replaces it atomically, and no other feed can use it. Without watermarkFile, watermarkDataSource and watermarkRepository, the position is lost when the context stops.")
    private @Nullable String watermarkFile;
    @UriParam(label = "consumer",
              description = "A database that stores the position of the feed, instead of a file: one row of the table plivo_mdr_watermark, which the feed creates if it may. The feed that started last owns the row; if another feed had it, that one stops.")
    private @Nullable DataSource watermarkDataSource;
    @UriParam(label = "consumer", description = "A repository that stores the position of the feed, instead of a file.")
    private @Nullable StateRepository<String, String> watermarkRepository;
    @UriParam(label = "consumer",
              description = "The name of the feed in its watermark. Default: derived from the account and the filters. Set it to let a feed continue from the watermark of one that had other filters.")
    private @Nullable String watermarkKey;
    @UriParam(label = "consumer",
              description = "The ages at which the feed reads records again, to find those that changed or that Plivo listed late; ascending and separated by commas: 10m,1h,6h,26h. The feed delivers a record again only if its content changed. Default: never.")
    private @Nullable String recheckAfter;
    @UriParam(label = "consumer",
              description = "Stores which versions of records the feed has delivered, under keys of the form feed:uuid:fingerprint. Default: in memory, for as long as the feed may read a record again, if recheckAfter is set. With a durable repository, the feed delivers no unchanged record again after a restart.")
    private @Nullable IdempotentRepository idempotentRepository;
    @UriParam(label = "consumer", defaultValue = "4",
              description = "Maximum number of concurrent requests for a backlog; with more than 1, the feed may request a live page beside them. It still delivers pages in order, one at a time.")
    private int concurrentRequests = 4;
    @UriParam(label = "consumer", defaultValue = "8388608",
              description = "Maximum size of the responses that wait for their delivery, in bytes, if concurrentRequests is more than 1: 64 KiB or more. With less, a backlog takes more time and a few more requests.")
    private int readAheadBytes = 8 << 20;
    @UriParam(label = "consumer", defaultValue = "retry",
              description = "How the feed handles a row that it can never read. retry: it continues after the row's stretch of time and requests that stretch again with increasing pauses, while the health check is DOWN. deadLetter: after several attempts it also delivers the row's bytes to the route, with the reason in the header CamelPlivoMdrMalformed.")
    private OnMalformed onMalformed = OnMalformed.retry;
    @UriParam(defaultValue = "20",
              description = "Maximum number of list requests (pages) a minute, by all endpoints of the account together. 20 is Plivo's documented default limit.")
    private int listRequestsPerMinute = 20;
    @UriParam(defaultValue = "30",
              description = "Maximum number of requests of any kind a second, over any five seconds, by all endpoints of the account together. Plivo allows an account 300 in 5 seconds, sending included; the default uses half of that.")
    private int requestsPerSecond = 30;
    @UriParam(label = "advanced", defaultValue = "5s", javaType = "java.time.Duration",
              description = "Maximum time to wait for a connection.")
    private long connectTimeout = 5_000;
    @UriParam(label = "advanced", defaultValue = "30s", javaType = "java.time.Duration",
              description = "Maximum time to wait for the next bytes of a response. A response that is not complete after connectTimeout plus twice this time fails.")
    private long responseTimeout = 30_000;
    @UriParam(label = "advanced", defaultValue = "3",
              description = "Maximum number of retries of a request after a network error, 429 or 5xx, with exponential backoff or the pause that Plivo requests (at most two minutes).")
    private int maxRetries = 3;
    @UriParam(label = "proxy", description = "The host of an HTTP proxy.")
    private @Nullable String proxyHost;
    @UriParam(label = "proxy", defaultValue = "0", description = "The port of the HTTP proxy.")
    private int proxyPort;
    @UriParam(label = "security", description = "TLS settings, such as a custom trust store or key store.")
    private @Nullable SSLContextParameters sslContextParameters;
    @UriParam(label = "advanced", description = "Customizes the HTTP client; applied last, as in camel-http.")
    private @Nullable HttpClientConfigurer httpClientConfigurer;

    public @Nullable String getAuthToken() {
        return authToken;
    }

    public void setAuthToken(@Nullable String authToken) {
        this.authToken = authToken;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public @Nullable String getSubaccount() {
        return subaccount;
    }

    public void setSubaccount(@Nullable String subaccount) {
        this.subaccount = subaccount;
    }

    public @Nullable String getMessageDirection() {
        return messageDirection;
    }

    public void setMessageDirection(@Nullable String messageDirection) {
        this.messageDirection = messageDirection;
    }

    public @Nullable String getMessageState() {
        return messageState;
    }

    public void setMessageState(@Nullable String messageState) {
        this.messageState = messageState;
    }

    public @Nullable String getMessageType() {
        return messageType;
    }

    public void setMessageType(@Nullable String messageType) {
        this.messageType = messageType;
    }

    public @Nullable String getErrorCode() {
        return errorCode;
    }

    public void setErrorCode(@Nullable String errorCode) {
        this.errorCode = errorCode;
    }

    public @Nullable String getPowerpackId() {
        return powerpackId;
    }

    public void setPowerpackId(@Nullable String powerpackId) {
        this.powerpackId = powerpackId;
    }

    public @Nullable String getFromNumber() {
        return fromNumber;
    }

    public void setFromNumber(@Nullable String fromNumber) {
        this.fromNumber = fromNumber;
    }

    public @Nullable String getToNumber() {
        return toNumber;
    }

    public void setToNumber(@Nullable String toNumber) {
        this.toNumber = toNumber;
    }

    public @Nullable String getDestinationCountryIso2() {
        return destinationCountryIso2;
    }

    public void setDestinationCountryIso2(@Nullable String destinationCountryIso2) {
        this.destinationCountryIso2 = destinationCountryIso2;
    }

    public @Nullable String getTendlcRegistrationStatus() {
        return tendlcRegistrationStatus;
    }

    public void setTendlcRegistrationStatus(@Nullable String tendlcRegistrationStatus) {
        this.tendlcRegistrationStatus = tendlcRegistrationStatus;
    }

    public @Nullable String getTendlcCampaignId() {
        return tendlcCampaignId;
    }

    public void setTendlcCampaignId(@Nullable String tendlcCampaignId) {
        this.tendlcCampaignId = tendlcCampaignId;
    }

    public @Nullable String getConversationId() {
        return conversationId;
    }

    public void setConversationId(@Nullable String conversationId) {
        this.conversationId = conversationId;
    }

    public @Nullable String getConversationOrigin() {
        return conversationOrigin;
    }

    public void setConversationOrigin(@Nullable String conversationOrigin) {
        this.conversationOrigin = conversationOrigin;
    }

    public PlivoMdrOperation getOperation() {
        return operation;
    }

    public void setOperation(PlivoMdrOperation operation) {
        this.operation = operation;
    }

    public @Nullable String getMessageUuid() {
        return messageUuid;
    }

    public void setMessageUuid(@Nullable String messageUuid) {
        this.messageUuid = messageUuid;
    }

    public boolean isHeaderOverrides() {
        return headerOverrides;
    }

    public void setHeaderOverrides(boolean headerOverrides) {
        this.headerOverrides = headerOverrides;
    }

    public @Nullable String getMessageTime() {
        return messageTime;
    }

    public void setMessageTime(@Nullable String messageTime) {
        this.messageTime = messageTime;
    }

    public @Nullable String getMessageTimeGt() {
        return messageTimeGt;
    }

    public void setMessageTimeGt(@Nullable String messageTimeGt) {
        this.messageTimeGt = messageTimeGt;
    }

    public @Nullable String getMessageTimeGte() {
        return messageTimeGte;
    }

    public void setMessageTimeGte(@Nullable String messageTimeGte) {
        this.messageTimeGte = messageTimeGte;
    }

    public @Nullable String getMessageTimeLt() {
        return messageTimeLt;
    }

    public void setMessageTimeLt(@Nullable String messageTimeLt) {
        this.messageTimeLt = messageTimeLt;
    }

    public @Nullable String getMessageTimeLte() {
        return messageTimeLte;
    }

    public void setMessageTimeLte(@Nullable String messageTimeLte) {
        this.messageTimeLte = messageTimeLte;
    }

    public int getLimit() {
        return limit;
    }

    public void setLimit(int limit) {
        this.limit = limit;
    }

    public int getOffset() {
        return offset;
    }

    public void setOffset(int offset) {
        this.offset = offset;
    }

    public long getPermitTimeout() {
        return permitTimeout;
    }

    public void setPermitTimeout(long permitTimeout) {
        this.permitTimeout = permitTimeout;
    }

    public String getStartTime() {
        return startTime;
    }

    public void setStartTime(String startTime) {
        this.startTime = startTime;
    }

    public @Nullable String getEndTime() {
        return endTime;
    }

    public void setEndTime(@Nullable String endTime) {
        this.endTime = endTime;
    }

    public long getSettle() {
        return settle;
    }

    public void setSettle(long settle) {
        this.settle = settle;
    }

    public @Nullable String getWatermarkFile() {
        return watermarkFile;
    }

    public void setWatermarkFile(@Nullable String watermarkFile) {
        this.watermarkFile = watermarkFile;
    }

    public @Nullable DataSource getWatermarkDataSource() {
        return watermarkDataSource;
    }

    public void setWatermarkDataSource(@Nullable DataSource watermarkDataSource) {
        this.watermarkDataSource = watermarkDataSource;
    }

    public @Nullable StateRepository<String, String> getWatermarkRepository() {
        return watermarkRepository;
    }

    public void setWatermarkRepository(@Nullable StateRepository<String, String> watermarkRepository) {
        this.watermarkRepository = watermarkRepository;
    }

    public @Nullable String getWatermarkKey() {
        return watermarkKey;
    }

    public void setWatermarkKey(@Nullable String watermarkKey) {
        this.watermarkKey = watermarkKey;
    }

    public @Nullable String getRecheckAfter() {
        return recheckAfter;
    }

    public void setRecheckAfter(@Nullable String recheckAfter) {
        this.recheckAfter = recheckAfter;
    }

    public @Nullable IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(@Nullable IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public int getConcurrentRequests() {
        return concurrentRequests;
    }

    public void setConcurrentRequests(int concurrentRequests) {
        this.concurrentRequests = concurrentRequests;
    }

    public int getReadAheadBytes() {
        return readAheadBytes;
    }

    public void setReadAheadBytes(int readAheadBytes) {
        this.readAheadBytes = readAheadBytes;
    }

    public OnMalformed getOnMalformed() {
        return onMalformed;
    }

    public void setOnMalformed(OnMalformed onMalformed) {
        this.onMalformed = onMalformed;
    }

    public int getListRequestsPerMinute() {
        return listRequestsPerMinute;
    }

    public void setListRequestsPerMinute(int listRequestsPerMinute) {
        this.listRequestsPerMinute = listRequestsPerMinute;
    }

    public int getRequestsPerSecond() {
        return requestsPerSecond;
    }

    public void setRequestsPerSecond(int requestsPerSecond) {
        this.requestsPerSecond = requestsPerSecond;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public int getMaxRetries() {
        return maxRetries;
    }

    public void setMaxRetries(int maxRetries) {
        this.maxRetries = maxRetries;
    }

    public @Nullable String getProxyHost() {
        return proxyHost;
    }

    public void setProxyHost(@Nullable String proxyHost) {
        this.proxyHost = proxyHost;
    }

    public int getProxyPort() {
        return proxyPort;
    }

    public void setProxyPort(int proxyPort) {
        this.proxyPort = proxyPort;
    }

    public @Nullable SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(@Nullable SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public @Nullable HttpClientConfigurer getHttpClientConfigurer() {
        return httpClientConfigurer;
    }

    public void setHttpClientConfigurer(@Nullable HttpClientConfigurer httpClientConfigurer) {
        this.httpClientConfigurer = httpClientConfigurer;
    }

    public PlivoMdrConfiguration copy() {
        try {
            return (PlivoMdrConfiguration) super.clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }
}
