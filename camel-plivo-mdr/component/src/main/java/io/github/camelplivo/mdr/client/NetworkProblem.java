package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.security.cert.CertificateException;

import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;

import org.apache.hc.client5.http.ConnectTimeoutException;

/** Says in words what the network did. */
final class NetworkProblem {

    private NetworkProblem() {
    }

    static String describe(IOException e, ClientSettings settings) {
        if (isUntrusted(e)) {
            return "the server's certificate is not trusted (" + e.getMessage()
                   + "): check sslContextParameters and the JVM's trust store";
        }
        if (e instanceof SSLException) {
            return "TLS failed: " + e.getMessage();
        }
        if (e instanceof UnknownHostException) {
            return "the host name is unknown: " + e.getMessage();
        }
        if (e instanceof ConnectTimeoutException) {
            return "no connection within " + settings.connectTimeout().toMillis() + " ms (connectTimeout): " + e.getMessage();
        }
        if (e instanceof ConnectException) {
            return "no connection: " + e.getMessage();
        }
        if (e instanceof SocketTimeoutException) {
            return "time-out, responseTimeout is " + settings.responseTimeout().toMillis() + " ms: " + e.getMessage();
        }
        return "the connection failed: " + e.getClass().getSimpleName() + (e.getMessage() == null ? "" : ": " + e.getMessage());
    }

    /** Whether the server showed a certificate that is not accepted, which will not change by itself. */
    static boolean isUntrusted(Throwable e) {
        for (Throwable cause = e; cause != null; cause = cause.getCause()) {
            if (cause instanceof CertificateException || cause instanceof SSLPeerUnverifiedException) {
                return true;
            }
        }
        return false;
    }
}
