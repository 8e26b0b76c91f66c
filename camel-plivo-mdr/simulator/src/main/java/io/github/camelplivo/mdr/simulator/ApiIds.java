package io.github.camelplivo.mdr.simulator;

import java.time.Clock;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The id of each request: a version 1 uuid whose time is the time of the request, as in all recorded responses of
 * Plivo.
 */
final class ApiIds {

    /** Seconds from the start of the Gregorian calendar, from which version 1 uuids count, to 1970. */
    private static final long GREGORIAN = 12_219_292_800L;

    private final Clock clock;
    private final AtomicLong calls = new AtomicLong();

    ApiIds(Clock clock) {
        this.clock = clock;
    }

    String next() {
        Instant now = clock.instant();
        // ids must differ even if the clock does not advance
        long ticks = (now.getEpochSecond() + GREGORIAN) * 10_000_000 + now.getNano() / 100 + calls.incrementAndGet();
        long high = ticks << 32 | (ticks >>> 32 & 0xFFFF) << 16 | 0x1000 | ticks >>> 48 & 0x0FFF;
        long low = 0xBC7F_0242_AC11_0004L;
        return new UUID(high, low).toString();
    }
}
