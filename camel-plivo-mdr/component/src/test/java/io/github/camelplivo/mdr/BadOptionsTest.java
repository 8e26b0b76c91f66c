package io.github.camelplivo.mdr;

import java.nio.file.Path;
import java.time.Instant;

import io.github.camelplivo.mdr.support.CamelAtPlivo;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.AUTH_ID;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.TOKEN;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.uri;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

/** A route with a wrong option does not start. The error names the option, the problem and the allowed values. */
class BadOptionsTest {

    private final CamelAtPlivo at = new CamelAtPlivo();

    @TempDir
    private Path directory;

    @AfterEach
    void close() {
        at.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|',
               textBlock = """
                       subaccount                 | MAFACEFACEFACEFACE01 | 20 characters: SA
                       subaccount                 | SA1                  | 20 characters: SA
                       subaccount                 | RAW(SA&+)            | 20 characters: SA
                       messageDirection           | sideways             | inbound, outbound
                       messageDirection           | Inbound              | inbound, outbound
                       messageState               | gone                 | queued, sent, failed, delivered, undelivered, received, rejected, read, deleted
                       messageType                | fax                  | sms, mms, whatsapp
                       messageState               | RAW( )               | queued, sent, failed
                       errorCode                  | 0                    | three digits or more
                       powerpackId                | RAW(a/b)             | letters, digits and the characters -_.:
                       fromNumber                 | ١٢٣                  | E.164
                       destinationCountryIso2     | us                   | two capital letters
                       tendlcRegistrationStatus   | maybe                | registered, unregistered, not_applicable
                       conversationOrigin         | spam                 | utility, authentication, marketing, service
                       listRequestsPerMinute      | 0                    | 1 or more
                       permitTimeout              | 0                    | 1ms or more
                       requestsPerSecond          | -1                   | 1 or more
                       connectTimeout             | 0                    | more than 0
                       responseTimeout            | -5                   | more than 0
                       maxRetries                 | -1                   | 0 or more
                       baseUrl                    | ftp://127.0.0.1      | http or https
                       baseUrl                    | RAW(https://a b)     | Illegal character
                       baseUrl                    | https:///v1          | host
                       baseUrl                    | http://10.0.0.1      | https
                       baseUrl                    | http://localhost.example.com | https
                       baseUrl                    | http://api.plivo.com | https
                       baseUrl                    | RAW(https://api.plivo.com?x=1) | neither query nor fragment
                       """)
    void consumerAndProducerSayWhatIsAllowed(String option, String value, String allowed) {
        for (Throwable e : new Throwable[] { startConsumer(option + "=" + value), startProducer(option + "=" + value) }) {
            assertThat(rootMessage(e)).contains(option, allowed);
            if (!allowed.startsWith("Illegal") && !allowed.startsWith("more than")) {
                assertThat(rootMessage(e)).contains(value.replace("RAW(", "").replaceFirst("\\)$", ""));
            }
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            startTime  | 91d                       | at most 90 days back
            startTime  | P91D                      | at most 90 days back
            startTime  | P999999999999D            | at most 90 days back
            startTime  | 2020-01-01T00:00:00Z      | at most 90 days back
            startTime  | yesterday                 | 24h, 90d, P90D
            startTime  | 24x                       | 24h, 90d, P90D
            startTime  | 1h1d                      | 24h, 90d, P90D
            startTime  | 86400000                  | 24h, 90d, P90D
            startTime  | P1M                       | 24h, 90d, P90D
            startTime  | PT-5H                     | 24h, 90d, P90D
            startTime  | -5h                       | 24h, 90d, P90D
            startTime  | 2026-13-01T00:00:00Z      | ISO-8601 with an offset
            startTime  | 2026-11-01T00:00:00       | ISO-8601 with an offset
            endTime    | tomorrow                  | ISO-8601 with an offset
            endTime    | 2026-11-01T00:00          | ISO-8601 with an offset
            endTime    | 2020-01-01T00:00:00Z      | a time after startTime
            recheckAfter       | often             | 10m,1h,6h,26h
            recheckAfter       | 10m,,1h           | 10m,1h,6h,26h
            recheckAfter       | 1h,10m            | each more than the one before
            recheckAfter       | 10m,10m           | each more than the one before
            recheckAfter       | 10s               | the first more than settle (15s)
            recheckAfter       | 10m,90d           | less than the 90 days
            concurrentRequests | 0                 | 1 to 64
            concurrentRequests | 65                | 1 to 64
            delay      | 0                         | 1 or more
            """)
    void consumerSaysWhereAFeedMayBeginAndEnd(String option, String value, String allowed) {
        assertThat(rootMessage(startConsumer(option + "=" + value))).contains(option, value, allowed);
    }

    /** Too short a time loses records that are listed late, so an invalid value must not become a short time. */
    @ParameterizedTest
    @CsvSource({ "-1,-1 ms", "0,0 ms", "15,15 ms", "999,999 ms", "15x,0 ms", "often,0 ms" })
    void settleIsASecondAtLeast(String value, String read) {
        assertThat(rootMessage(startConsumer("settle=" + value))).contains("settle is '" + read + "'", "1s or more");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            messageTime     | yesterday                 | ISO-8601 with an offset
            messageTimeGt   | 24h                       | ISO-8601 with an offset
            messageTimeGte  | 2026-11-01T00:00:00       | ISO-8601 with an offset
            messageTimeLt   | 2026-02-30T00:00:00Z      | ISO-8601 with an offset
            messageTimeLte  | 1793491200                | ISO-8601 with an offset
            limit           | 0                         | 1 to 20
            limit           | 21                        | 1 to 20
            offset          | -1                        | 0 or more
            """)
    void producerSaysWhichPagesOfTheListAreAllowed(String option, String value, String allowed) {
        assertThat(rootMessage(startProducer("operation=list&" + option + "=" + value))).contains(option, value, allowed);
    }

    /** Camel converts them before the component sees them. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            operation      | delete   | get, list, listAll
            onMalformed    | drop     | retry, deadLetter
            connectTimeout | 5 apples | a duration such as 30s or 5m
            settle         | soon     | a duration such as 30s or 5m
            maxRetries     | many     | a whole number
            limit          | ten      | a whole number
            proxyPort      | a        | a whole number
            concurrentRequests | x    | a whole number
            """)
    void valuesThatCamelCannotConvertSayWhatIsAllowed(String option, String value, String allowed) {
        assertThat(rootMessage(startConsumer(option + "=" + value)))
                .isEqualTo(option + " is '" + value + "', allowed is " + allowed);
    }

    /** These are Camel's own messages; they contain only the option and the value. */
    @ParameterizedTest
    @CsvSource({
            "watermarkRepository,#bean:missing",
            "httpClientConfigurer,#missing",
            "sslContextParameters,#missing" })
    void valuesOfAnotherTypeAreNamed(String option, String value) {
        assertThat(chain(startConsumer(option + "=" + value))).contains(option, value.replace("#bean:", "").replace("#", ""));
    }

    @Test
    void unknownOptionsAreNamed() {
        assertThat(chain(startConsumer("mesageState=sent"))).contains("mesageState", "Unknown parameters");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "mafacefacefaceface01", "MAFACE", "MAFACEFACEFACEFACE012", "XAFACEFACEFACEFACE01", "MAFACEFACEFACE%2FACE1",
            "MAFACEFACEFACE/../01", "messages" })
    void wrongAuthIdsAreNamed(String authId) {
        assertThat(rootMessage(start("plivo-mdr:" + authId, "mock:end")))
                .contains("authId is ", "20 characters: MA (account) or SA (subaccount)");
    }

    /** As they are read from files, vaults and copied pages. */
    @ParameterizedTest
    @ValueSource(strings = { "\n", "\r\n", " ", "\t", "\u00a0", "\ufeff", "\u200b", "\u0000" })
    void charactersAroundATokenAreNamedAndNotShown(String blank) {
        for (String token : new String[] { TOKEN + blank, blank + TOKEN }) {
            at.component.getConfiguration().setAuthToken(token);

            Throwable e = startConsumer("");
            assertThat(rootMessage(e)).contains("authToken begins or ends with a blank, a line break or a byte order mark",
                    "Remove it where the token is stored").matches("[ -~]+");
            assertThat(chain(e)).doesNotContain(TOKEN);
        }
        assertThat(at.plivo.requests()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = { "\n", "\r", "\u0000", "\u200b", "\u2028", "\ud800", "\u001b" })
    void charactersInATokenAreNamedAndNotShown(String character) {
        at.component.getConfiguration().setAuthToken("token-that" + character + "nobody-may-see");

        Throwable e = startProducer("");
        assertThat(rootMessage(e)).contains("authToken contains a line break or another invisible character").matches("[ -~]+");
        assertThat(chain(e)).doesNotContain("nobody-may-see");
    }

    @ParameterizedTest
    @ValueSource(strings = { "\n", " ", "\ufeff", "\t" })
    void charactersAroundAnAccountAreNamed(String blank) {
        Throwable e = catchThrowable(() -> PlivoMdrChecks.endpoint(AUTH_ID + blank, at.component.getConfiguration()));

        assertThat(e).hasMessageContaining("authId is not shown")
                .hasMessageContaining("without blanks or line breaks around them")
                .hasMessageMatching("[ -~]+");
    }

    /** Account and token are often confused. */
    @Test
    void aTokenInPlaceOfTheAccountIsNotShown() {
        assertThat(rootMessage(start("plivo-mdr:MmFhYmM0ZTktNzQ5Yi00ZDE5LWI4ZjAtM2Q1", "mock:end")))
                .contains("authId is not shown", "The token belongs in authToken").doesNotContain("MmFhYmM0");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "http://proxy.example", "https://proxy.example:3128", "user:pw-to-hide@proxy",
            "http://user:pw-to-hide@proxy.example",
            "proxy:3128", "proxy/path", "proxy ", " proxy", "proxy?x", "", "//proxy", "pro\nxy", "pr\u00f6xy", "user@proxy" })
    void aProxyIsAHostAlone(String host) {
        at.component.getConfiguration().setProxyHost(host);
        at.component.getConfiguration().setProxyPort(3128);
        at.component.getConfiguration().setBaseUrl("https://api.plivo.com");

        Throwable e = startConsumer("");
        assertThat(rootMessage(e)).contains("proxyHost must be a host name or an address alone",
                "The port belongs in proxyPort",
                "httpClientConfigurer");
        assertThat(chain(e)).doesNotContain("pw-to-hide");
    }

    /**
     * Camel's own message around it prints the URI, and masks only the secrets that it knows, as docs/security.md says.
     */
    @ParameterizedTest
    @ValueSource(strings = {
            "user:pw-to-hide@proxy", "RAW(http://user:pw-to-hide@proxy)", "http://user:pw-to-hide@proxy:3128" })
    void aPasswordOfAProxyInAUriIsNotShown(String host) {
        Throwable e = startConsumer("baseUrl=https://api.plivo.com&proxyPort=3128&proxyHost=" + host);

        assertThat(rootMessage(e)).contains("proxyHost must be a host name or an address alone").doesNotContain("pw-to-hide");
    }

    /** Loopback is local, a proxy is not. */
    @ParameterizedTest
    @ValueSource(strings = { "http://localhost:8080", "http://127.0.0.1:8080", "http://[::1]:8080" })
    void plainHttpIsRefusedForProxies(String baseUrl) {
        assertThat(rootMessage(startProducer("proxyHost=proxy&proxyPort=3128&baseUrl=" + baseUrl)))
                .contains("baseUrl is " + baseUrl, "must be https where proxyHost is set", "Remove proxyHost");
    }

    @ParameterizedTest
    @ValueSource(strings = { "", "RAW( )" })
    void aMissingTokenSaysWhereToSetIt(String token) {
        at.component.getConfiguration().setAuthToken(token.isEmpty() ? null : " ");

        assertThat(rootMessage(startConsumer(""))).contains("authToken is missing", "camel.component.plivo-mdr.auth-token");
        assertThat(at.plivo.requests()).isEmpty();
    }

    /** A token in {@code https://id:token@api.plivo.com} must not appear in a log. */
    @Test
    void credentialsInTheBaseUrlAreRefusedUnprinted() {
        Throwable e = startConsumer("baseUrl=https://" + AUTH_ID + ":" + TOKEN + "@api.plivo.com");

        assertThat(rootMessage(e)).isEqualTo("baseUrl must not contain a user or password");
        assertThat(chain(e)).doesNotContain(TOKEN);
    }

    @Test
    void noMessageOfAWrongOptionShowsTheToken() {
        Throwable e = startConsumer("authToken=RAW(" + TOKEN + "&x)&messageState=gone");

        assertThat(chain(e)).contains("messageState is 'gone'").doesNotContain(TOKEN);
    }

    @ParameterizedTest
    @ValueSource(strings = { "0", "-1", "65536" })
    void aProxyNeedsAPort(String port) {
        assertThat(rootMessage(startConsumer("baseUrl=https://api.plivo.com&proxyHost=proxy&proxyPort=" + port)))
                .contains("proxyPort is " + port, "1 to 65535");
    }

    @ParameterizedTest
    @ValueSource(strings = { "messageTime", "messageTimeGt", "messageTimeGte", "messageTimeLt", "messageTimeLte" })
    void aConsumerHasNoTimeFilters(String option) {
        assertThat(rootMessage(startConsumer(option + "=2026-11-01T00:00:00Z"))).contains(option, "startTime and endTime");
    }

    @ParameterizedTest
    @ValueSource(strings = { "limit=10", "offset=5" })
    void aConsumerHasNeitherLimitNorOffset(String option) {
        assertThat(rootMessage(startConsumer(option))).contains("limit and offset", "a consumer reads all pages");
    }

    @Test
    void thePositionIsKeptInOnePlaceOnly() {
        at.camel.getRegistry().bind("positions", new MemoryStateRepository());

        assertThat(rootMessage(
                startConsumer("watermarkFile=" + directory.resolve("w") + "&watermarkRepository=#positions")))
                .contains("watermarkFile and watermarkRepository are both set");
    }

    @Test
    void endpointsOfOneAccountHaveOneBudget() {
        assertThat(start(uri("listRequestsPerMinute=10"), uri("listRequestsPerMinute=20"))).satisfies(
                e -> assertThat(rootMessage(e)).contains("listRequestsPerMinute", "10", "20",
                        "set the limits once, on the component"));
    }

    @Test
    void aTrailingSlashDoesNotChangeTheAccount() {
        String url = at.plivo.baseUrl().toString();

        assertThat(rootMessage(start(uri("baseUrl=" + url), uri("listRequestsPerMinute=20&baseUrl=" + url + "/"))))
                .contains("They share one budget");
    }

    /** They are for people. */
    @Test
    void timesHaveNoFractionsOfASecond() {
        for (String options : new String[] {
                "endTime=2020-01-01T00:00:00Z", "startTime=91d", "startTime=2020-01-01T00:00:00Z" }) {
            assertThat(rootMessage(startConsumer(options))).doesNotContainPattern(":\\d\\d\\.\\d");
        }
    }

    /** Camel reads an unknown word as 0 milliseconds. */
    @Test
    void aFeedThatNeverPausesDoesNotStart() {
        assertThat(rootMessage(startConsumer("delay=often"))).contains("delay is '0 ms'", "such as 30s");
    }

    @Test
    void anEndTimeBeforeTheStartTimeIsRefused() {
        String end = Instant.now().minusSeconds(7200).toString();

        assertThat(rootMessage(startConsumer("startTime=1h&endTime=" + end)))
                .contains("endTime is '" + end + "'", "a time after startTime, which is ");
    }

    private Throwable startConsumer(String options) {
        return start(uri(options), "mock:end");
    }

    private Throwable startProducer(String options) {
        return start("direct:producer", uri(options));
    }

    private Throwable start(String from, String to) {
        Throwable e = catchThrowable(() -> at.start(new RouteBuilder() {
            @Override
            public void configure() {
                from(from).to(to);
            }
        }));
        assertThat(e).as("the route %s to %s must not start", from, to).isNotNull();
        return e;
    }

    private static String rootMessage(Throwable e) {
        return Throwables.getRootCause(e) == null ? e.getMessage() : Throwables.getRootCause(e).getMessage();
    }

    private static String chain(Throwable e) {
        return Throwables.getStackTrace(e);
    }
}
