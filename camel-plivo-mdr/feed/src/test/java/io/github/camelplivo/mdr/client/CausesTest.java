package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.UnknownHostException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.security.cert.CertificateExpiredException;
import java.util.Map;

import javax.net.ssl.SSLHandshakeException;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** The text of a failure names its innermost cause. */
class CausesTest {

    @Test
    void namesTheInnermostCause() {
        Exception failure = new IllegalStateException(
                "Cannot store file", new RuntimeException("wrapped", new IOException("No space left on device")));

        assertThat(Causes.text(failure)).isEqualTo("Cannot store file: No space left on device");
    }

    @Test
    void doesNotRepeatIt() {
        IOException cause = new IOException("No space left on device");

        assertThat(Causes.text(new RuntimeException(cause))).isEqualTo("java.io.IOException: No space left on device");
        assertThat(Causes.text(cause)).isEqualTo("No space left on device");
    }

    @Test
    void nameOfTheClassReplacesAMissingMessage() {
        assertThat(Causes.text(new NullPointerException())).isEqualTo("java.lang.NullPointerException");
    }

    /** Their message contains only the file. */
    @Test
    void explainsFailuresOfAFile() {
        assertThat(Causes.text(new RuntimeException("Cannot store", new NoSuchFileException("/data/x"))))
                .isEqualTo("Cannot store: java.nio.file.NoSuchFileException: /data/x");
        assertThat(Causes.text(new FileSystemException("/data/x", null, "Read-only file system")))
                .isEqualTo("/data/x: Read-only file system");
    }

    @Test
    void endsWhereCausesFormACircle() {
        Exception one = new Exception("one");
        Exception two = new Exception("two", one);
        one.initCause(two);

        assertThat(Causes.text(one)).startsWith("one");
    }

    @Test
    void failuresOfOneKindDifferInNumbersOnly() {
        assertThat(Causes.kind(new IOException("record 47bda11 of 2026-11-21 refused")))
                .isEqualTo(Causes.kind(new IOException("record 58460b1b of 2026-11-22 refused")));
        assertThat(Causes.kind(new IOException("Permission denied"))).isNotEqualTo(Causes.kind(new IOException("Disk full")));
        assertThat(Causes.kind(new IOException("no"))).isNotEqualTo(Causes.kind(new IllegalStateException("no")));
        assertThat(Causes.kind(new RuntimeException("no", new IOException("Disk full"))))
                .isNotEqualTo(Causes.kind(new RuntimeException("no", new IOException("Permission denied"))));
    }

    /** Some resolvers sometimes add a reason. */
    @Test
    void failuresOfTheNetworkAreOfOneKindWithAnyMessage() {
        assertThat(kind(new UnknownHostException("plivo.invalid: Name or service not known")))
                .isEqualTo(kind(new UnknownHostException("plivo.invalid")))
                .isNotEqualTo(kind(new ConnectException("Connection refused")));
        assertThat(kind(new SSLHandshakeException("(certificate_unknown) PKIX path validation failed")))
                .isNotEqualTo(kind(new SSLHandshakeException("PKIX").initCause(new CertificateExpiredException("NotAfter"))));
    }

    private static String kind(Throwable cause) {
        return Causes.kind(new PlivoUnavailableException(
                new FailureDetails("list", "", 0, null, null, Map.of(), null, cause.getMessage(), null, 1, cause)));
    }

    @Test
    void isOneLine() {
        assertThat(Causes.text(new IOException("cannot be read (odd token)", new IOException("odd token\n at line 1"))))
                .isEqualTo("cannot be read (odd token)");
        assertThat(Causes.text(new IOException("two\r\n  lines"))).isEqualTo("two lines");
    }
}
