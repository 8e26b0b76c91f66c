package io.github.camelplivo.mdr.client;

import java.io.IOException;

import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.HttpStatus;

/** A proxy answered instead of connecting. */
final class ProxyRefusedException extends IOException {

    private static final long serialVersionUID = 1;

    private final int status;

    ProxyRefusedException(HttpResponse answer) {
        super(answer.getCode() + (answer.getReasonPhrase() == null ? "" : " " + answer.getReasonPhrase()));
        this.status = answer.getCode();
    }

    boolean asksForCredentials() {
        return status == HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED;
    }
}
