package io.github.camelplivo.mdr.client;

import java.net.URI;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ClientSettingsTest {

    @ParameterizedTest
    @ValueSource(strings = {
            "https://api.plivo.com", "https://proxy.example:8443/plivo", "http://localhost:8080", "http://127.0.0.1:1",
            "http://127.8.9.1",
            "http://[::1]:8080" })
    void acceptsHttpsAndLoopback(String url) {
        assertThat(at(url).baseUrl()).isEqualTo(URI.create(url));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
            "http://api.plivo.com | must be https",
            "http://127.0.0.1.example.com | must be https",
            "http://localhost.example.com | must be https",
            "http://10.0.0.1 | must be https",
            "http://0.0.0.0 | must be https",
            "ftp://api.plivo.com | must be http or https",
            "api.plivo.com | must be http or https",
            "https:///x | must name a host",
            "https://api.plivo.com?x=y | neither query nor fragment",
            "https://api.plivo.com#x | neither query nor fragment" })
    void refusesAddressesThatExposeTheTokenOrCannotWork(String url, String why) {
        assertThatThrownBy(() -> at(url)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("baseUrl is " + url)
                .hasMessageContaining(why);
    }

    @ParameterizedTest
    @ValueSource(strings = { "https://user:secret@api.plivo.com", "http://secret@localhost", "https://a_b:secret@x_y" })
    void refusesUserinfoWithoutPrintingIt(String url) {
        assertThatThrownBy(() -> at(url)).isInstanceOf(IllegalArgumentException.class)
                .hasMessage("baseUrl must not contain a user or password");
    }

    @Test
    void cutsSlashesAtTheEnd() {
        assertThat(at("https://api.plivo.com//")).isEqualTo(at("https://api.plivo.com"));
    }

    @Test
    void hidesTheToken() {
        assertThat(at("https://api.plivo.com").toString()).contains("MA1", "https://api.plivo.com").doesNotContain("secret");
    }

    @Test
    void refusesBadValues() {
        URI url = URI.create("https://api.plivo.com");
        Duration second = Duration.ofSeconds(1);

        assertThatThrownBy(() -> new ClientSettings("MA/../x", "secret", url, second, second, 0, null, 0, null, null, null))
                .hasMessageStartingWith("authId must be");
        assertThatThrownBy(() -> new ClientSettings("MA1", "", url, second, second, 0, null, 0, null, null, null))
                .hasMessage("authToken is missing");
        assertThatThrownBy(() -> new ClientSettings("MA1", "secret", null, second, second, 0, null, 0, null, null, null))
                .hasMessage("baseUrl is missing");
        assertThatThrownBy(() -> new ClientSettings("MA1", "secret", url, Duration.ZERO, second, 0, null, 0, null, null, null))
                .hasMessage("connectTimeout is PT0S, must be more than 0");
        assertThatThrownBy(() -> new ClientSettings("MA1", "secret", url, second, null, 0, null, 0, null, null, null))
                .hasMessage("responseTimeout is null, must be more than 0");
        assertThatThrownBy(() -> new ClientSettings("MA1", "secret", url, second, second, -1, null, 0, null, null, null))
                .hasMessage("maxRetries is -1, must be 0 or more");
        assertThatThrownBy(() -> new ClientSettings("MA1", "secret", url, second, second, 0, "proxy", 0, null, null, null))
                .hasMessage("proxyPort is 0, must be 1 to 65535");
        assertThatThrownBy(() -> new ClientSettings("MA1", "secret", url, second, second, 0, null, 0, null, null, "x\r\ny: z"))
                .hasMessage("userAgent must be printable ASCII");
    }

    @ParameterizedTest
    @ValueSource(strings = {
            "proxy", "proxy.example.com", "proxy-1.example.com.", "10.0.0.1", "::1", "[::1]", "2001:db8::7", "squid_1", "x" })
    void aProxyIsANameOrAnAddress(String host) {
        assertThat(through(host, "https://api.plivo.com").proxyHost()).isEqualTo(host);
        assertThatThrownBy(() -> through(host, "http://127.0.0.1"))
                .hasMessageContaining("must be https where proxyHost is set");
    }

    private static ClientSettings through(String proxy, String url) {
        return new ClientSettings(
                "MA1", "secret", URI.create(url), Duration.ofSeconds(5), Duration.ofSeconds(30), 3, proxy, 3128, null, null,
                null);
    }

    private static ClientSettings at(String url) {
        return new ClientSettings(
                "MA1", "secret", URI.create(url), Duration.ofSeconds(5), Duration.ofSeconds(30), 3, null, 0, null, null, null);
    }
}
