package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

import io.github.camelplivo.mdr.budget.Cancellation;
import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.io.CloseMode;

/**
 * Sends one GET and reads its response: never longer than the time-outs allow, never more than {@link #MAX_BODY}, and
 * stoppable.
 */
final class Transport {

    /** A page of 20 full records is about 22 kB. */
    static final int MAX_BODY = 1 << 20;
    /** In bytes: longer than most pages of 20 records. */
    private static final int USUAL_BODY = 1 << 15;

    private final CloseableHttpClient http;
    private final ConnectionGuard guard;
    private final Duration wholeTimeout;
    private final Credentials credentials;

    Transport(ClientSettings settings, Credentials credentials) {
        this.guard = new ConnectionGuard();
        this.http = HttpClientFactory.create(settings, guard);
        // a new connection, the response's first bytes, the rest of it
        this.wholeTimeout = settings.connectTimeout().plus(settings.responseTimeout().multipliedBy(2));
        this.credentials = credentials;
    }

    /** A response, and how to keep other requests off the connection that it came on. */
    record Exchange(PlivoResponse answer, Runnable connection) {

        void dropConnection() {
            connection.run();
        }
    }

    /**
     * The response, whatever its status.
     *
     * @throws IOException          when there is none, or only a part of one
     * @throws InterruptedException when the cancellation was stopped or the thread interrupted; the request is
     *                              cancelled
     */
    Exchange get(URI uri, Cancellation cancellation) throws IOException, InterruptedException {
        HttpGet request = new HttpGet(uri);
        request.setHeader(HttpHeaders.AUTHORIZATION, credentials.authorization());
        request.setHeader(HttpHeaders.ACCEPT, "application/json");
        request.setHeader(HttpHeaders.ACCEPT_ENCODING, ContentCoding.ACCEPTED);
        AtomicBoolean stopped = new AtomicBoolean();
        Cancellation.Registration registration = cancellation.onStop(() -> {
            stopped.set(true);
            request.cancel();
        });
        // the HTTP client's own time-outs are for silence: a server that drips would keep the thread for ever
        Deadline deadline = Deadline.in(wholeTimeout, request::cancel);
        try {
            return execute(request);
        } catch (IOException | RuntimeException e) {
            if (stopped.get() || Thread.interrupted()) {
                throw new InterruptedException("Stopped while waiting for Plivo");
            }
            if (deadline.hasPassed()) {
                throw new WholeTimeoutException(wholeTimeout, e);
            }
            // such as a client that was closed meanwhile
            throw e instanceof IOException io ? io : new IOException(e.getMessage(), e);
        } finally {
            deadline.close();
            registration.close();
        }
    }

    /** A connection that cannot be used costs no attempt: nothing was sent. */
    private Exchange execute(HttpGet request) throws IOException {
        for (int others = HttpClientFactory.CONNECTIONS;; others--) {
            HttpClientContext context = HttpClientContext.create();
            try {
                PlivoResponse answer = http.execute(request, context, response -> {
                    requireTunnel(request, context, response);
                    return read(request, response);
                });
                return new Exchange(answer, () -> guard.drop(context));
            } catch (OversizedBodyException e) {
                return new Exchange(e.answer, () -> guard.drop(context));
            } catch (ConnectionGuard.UnusableConnectionException e) {
                if (!e.isReused() || others == 0) {
                    throw e;
                }
            }
        }
    }

    /** HttpClient hands on what a proxy says instead of connecting as if Plivo had said it. */
    private static void requireTunnel(HttpGet request, HttpClientContext context, HttpResponse response) throws IOException {
        if (request.getScheme().equalsIgnoreCase("https") && context.getSSLSession() == null) {
            throw new ProxyRefusedException(response);
        }
    }

    private static PlivoResponse read(HttpGet request, ClassicHttpResponse response) throws IOException {
        ContentCoding coding = ContentCoding.of(response);
        HttpEntity entity = response.getEntity();
        if (entity == null || entity.getContentLength() == 0) {
            return answer(response, coding, new byte[0], true);
        }
        try (InputStream content = coding.unpack(entity.getContent())) {
            byte[] body = read(content, coding.names().isEmpty() ? entity.getContentLength() : -1);
            if (body.length > MAX_BODY) {
                // closing a stream reads the rest of it, unless the connection is gone
                request.cancel();
                throw new OversizedBodyException(answer(response, coding, Arrays.copyOf(body, MAX_BODY), false));
            }
            return answer(response, coding, body, true);
        } catch (OversizedBodyException e) {
            throw e;
        } catch (IOException e) {
            throw new IncompleteResponseException(e);
        }
    }

    /**
     * All of the content, but at most a byte more than {@link #MAX_BODY}. The stream's own method would allocate a body
     * three times.
     *
     * @param length as the server states it, -1 if it does not
     */
    private static byte[] read(InputStream content, long length) throws IOException {
        if (length >= 0 && length <= MAX_BODY) {
            byte[] body = new byte[(int) length];
            int size = content.readNBytes(body, 0, body.length);
            return size == body.length ? body : Arrays.copyOf(body, size);
        }
        byte[] body = new byte[USUAL_BODY];
        int size = content.readNBytes(body, 0, body.length);
        while (size == body.length && size <= MAX_BODY) {
            body = Arrays.copyOf(body, Math.min(2 * size, MAX_BODY + 1));
            size += content.readNBytes(body, size, body.length - size);
        }
        return Arrays.copyOf(body, size);
    }

    private static PlivoResponse answer(ClassicHttpResponse response, ContentCoding coding, byte[] body, boolean complete) {
        Map<String, String> headers = PlivoResponse.headersOf(response);
        if (!coding.isReadable()) {
            headers.put(HttpHeaders.CONTENT_ENCODING, coding.toString());
        }
        return new PlivoResponse(response.getCode(), response.getReasonPhrase(), headers, body, complete);
    }

    /** Closes the connections; requests in flight fail. */
    void close() {
        http.close(CloseMode.IMMEDIATE);
    }

    /** Leaves the response handler without waiting for the rest of the body. */
    private static final class OversizedBodyException extends IOException {

        private final transient PlivoResponse answer;

        private OversizedBodyException(PlivoResponse answer) {
            this.answer = answer;
        }
    }
}
