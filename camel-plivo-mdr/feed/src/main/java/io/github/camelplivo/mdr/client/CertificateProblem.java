package io.github.camelplivo.mdr.client;

import java.security.cert.CertificateException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.regex.Pattern;

import javax.net.ssl.SSLPeerUnverifiedException;

import org.jspecify.annotations.Nullable;

/** Why a server's certificate was not accepted, which will not change by itself. */
record CertificateProblem(String problem, String advice) {

    private static final int MAX_CAUSES = 50;
    /** The JDK has no exception of its own for it. */
    private static final Pattern NAME = Pattern.compile("No (subject alternative|name matching).*");

    /** {@code null} if the failure is about something else. */
    static @Nullable CertificateProblem of(Throwable failure) {
        Throwable cause = failure;
        CertificateProblem problem = null;
        for (int i = 0; i < MAX_CAUSES && cause != null; i++) {
            CertificateProblem found = ofOne(cause);
            // the innermost says most
            problem = found == null ? problem : found;
            cause = cause.getCause();
        }
        return problem;
    }

    private static @Nullable CertificateProblem ofOne(Throwable e) {
        if (e instanceof CertificateExpiredException || e instanceof CertificateNotYetValidException) {
            return new CertificateProblem(
                    "the server's certificate has expired or is not valid yet (" + e.getMessage() + ")",
                    "Check the clock of this machine (NTP); if it is correct, the owner of the certificate must renew it.");
        }
        if (e instanceof SSLPeerUnverifiedException
                || e instanceof CertificateException && NAME.matcher(String.valueOf(e.getMessage())).matches()) {
            return new CertificateProblem(
                    "the server's certificate is for another host (" + e.getMessage() + ")",
                    "Check baseUrl, and whether a proxy answers in Plivo's place.");
        }
        return e instanceof CertificateException
                ? new CertificateProblem(
                        "the server's certificate is not trusted (" + e.getMessage() + ")",
                        "Check sslContextParameters and the JVM's trust store, and whether a proxy answers in Plivo's place.")
                : null;
    }
}
