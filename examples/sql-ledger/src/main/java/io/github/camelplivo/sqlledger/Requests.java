package io.github.camelplivo.sqlledger;

import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;

/** Counts the HTTP requests of the component, also those that were sent again. */
final class Requests implements HttpClientConfigurer {

    private final AtomicLong sent = new AtomicLong();

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.addRequestInterceptorLast((request, entity, context) -> sent.incrementAndGet());
    }

    long sent() {
        return sent.get();
    }
}
