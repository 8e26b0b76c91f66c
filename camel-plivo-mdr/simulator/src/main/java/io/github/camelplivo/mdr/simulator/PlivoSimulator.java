package io.github.camelplivo.mdr.simulator;

import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Plivo's message API on loopback: {@code GET /v1/Account/{auth_id}/Message/} and {@code GET
 * /v1/Account/{auth_id}/Message/{message_uuid}/} as "List all messages" and "Retrieve a message" describe them, and
 * with undocumented behaviour of the real API, for tests that check whether a reader loses records.
 *
 * <pre>{@code
 * try (PlivoSimulator plivo = PlivoSimulator.builder().start()) {
 *     String uuid = plivo.account().add(Instant.now());
 *     plivo.faults().nextList(Fault.unavailableHtml());
 *     // read from plivo.baseUrl() with plivo.account().authId() and authToken()
 * }
 * }</pre>
 *
 * Where Plivo's behaviour is not known, the simulator follows the strict reading, and the Javadoc says so.
 */
public final class PlivoSimulator implements AutoCloseable {

    private final SimulatedAccount account;
    private final Faults faults = new Faults();
    private final Quirks quirks;
    private final RequestLog log = new RequestLog();
    private final Responder responder;
    private final HttpFront front;

    private PlivoSimulator(Builder builder) {
        account = builder.account != null
                ? builder.account : new SimulatedAccount("MASIMULATED000000001", "simulated-token", builder.seed);
        if (builder.clock != null) {
            account.clock(builder.clock);
        }
        Clock clock = account.store().clock();
        quirks = new Quirks(builder.quirks);
        ApiIds apiIds = new ApiIds(clock);
        MessageApi api = new MessageApi(
                account, quirks, apiIds, builder.shuffleTies, builder.seed, builder.longestRange,
                limit(builder.requestsPerFiveSeconds, Duration.ofSeconds(5), clock),
                limit(builder.listRequestsPerMinute, Duration.ofMinutes(1), clock));
        responder = new Responder(api, faults, quirks, apiIds, log, builder.latency);
        front = new HttpFront(builder.port, quirks.has(Quirk.CLOSES_CONNECTION), clock, responder::respond);
    }

    public static Builder builder() {
        return new Builder();
    }

    /** {@code http://127.0.0.1:<port>}, without a path; it replaces {@code https://api.plivo.com}. */
    public URI baseUrl() {
        return URI.create("http://127.0.0.1:" + front.port());
    }

    public SimulatedAccount account() {
        return account;
    }

    /** The faults that replace the regular responses to the next requests. */
    public Faults faults() {
        return faults;
    }

    /** Shows the quirk from now on, as if Plivo had changed; not {@link Quirk#CLOSES_CONNECTION}. */
    public void begin(Quirk quirk) {
        quirks.begin(quirk);
    }

    /** The requests so far, oldest first; at most the last 50,000. */
    public List<ReceivedRequest> requests() {
        return log.all();
    }

    /**
     * Adds a hook that is called with each request before the response is made, on the server's thread: a test can add,
     * change and remove records between two pages. If the hook throws, the connection is reset.
     */
    public void onRequest(Consumer<ReceivedRequest> hook) {
        responder.onRequest(Objects.requireNonNull(hook, "hook"));
    }

    /** Stops immediately; connections with a pending request are reset. */
    @Override
    public void close() {
        front.close();
    }

    private static BooleanSupplier limit(int requests, Duration per, Clock clock) {
        return requests == Builder.UNLIMITED ? () -> true : new RateLimit(requests, per, clock)::admits;
    }

    /** The settings of a simulator. A builder can start several simulators. */
    public static final class Builder {

        private static final int UNLIMITED = Integer.MAX_VALUE;

        private SimulatedAccount account;
        private Clock clock;
        private long seed;
        private int port;
        private Duration latency = Duration.ZERO;
        private int listRequestsPerMinute = 20;
        private int requestsPerFiveSeconds = 300;
        private boolean shuffleTies = true;
        private Duration longestRange;
        private final Set<Quirk> quirks = EnumSet.noneOf(Quirk.class);

        private Builder() {
        }

        /** The account to serve; by default a new account with fixed, invented credentials. */
        public Builder account(SimulatedAccount account) {
            this.account = Objects.requireNonNull(account, "account");
            return this;
        }

        /** The clock for records, limits and lists without times; by default that of the account. */
        public Builder clock(Clock clock) {
            this.clock = Objects.requireNonNull(clock, "clock");
            return this;
        }

        /** The seed of every random choice, also those of the default account; 0 by default. */
        public Builder seed(long seed) {
            this.seed = seed;
            return this;
        }

        /** A port of the loopback interface; 0, the default, is any free one. */
        public Builder port(int port) {
            this.port = port;
            return this;
        }

        /** The delay of each response; none by default. */
        public Builder latency(Duration latency) {
            if (latency.isNegative()) {
                throw new IllegalArgumentException("A latency of " + latency + " is negative");
            }
            this.latency = latency;
            return this;
        }

        /** List requests allowed in any minute before a 429; 20 by default, as in "List all messages". */
        public Builder listRequestsPerMinute(int requests) {
            this.listRequestsPerMinute = requests;
            return this;
        }

        /** Requests of any kind allowed in any five seconds before a 429; 300 by default ("API overview"). */
        public Builder requestsPerFiveSeconds(int requests) {
            this.requestsPerFiveSeconds = requests;
            return this;
        }

        /** No rate limits. */
        public Builder unlimited() {
            this.listRequestsPerMinute = UNLIMITED;
            this.requestsPerFiveSeconds = UNLIMITED;
            return this;
        }

        /** Whether each list request shuffles records with the same {@code message_time}; true by default. */
        public Builder shuffleTies(boolean on) {
            this.shuffleTies = on;
            return this;
        }

        /**
         * The longest range of a list; longer ranges are refused with 400, as "Retrieve all calls" documents it for 30
         * days. A list without an upper bound extends to now. By default any range is allowed.
         */
        public Builder longestRange(Duration range) {
            this.longestRange = Objects.requireNonNull(range, "range");
            return this;
        }

        /** Permanent behaviour that a plain reading of the documentation does not suggest. */
        public Builder quirks(Quirk... quirks) {
            this.quirks.addAll(List.of(quirks));
            return this;
        }

        /** @throws UncheckedIOException if the port is in use */
        public PlivoSimulator start() {
            return new PlivoSimulator(this);
        }
    }
}
