package io.github.camelplivo.sqlledger;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class ProgressTest {

    @Test
    void statesThePartAndTheTimeLeft() {
        AtomicLong clock = new AtomicLong();
        List<String> lines = new ArrayList<>();
        Progress progress = new Progress(Period.of("2026-10"), clock::get, lines::add);

        read(progress, clock, Duration.ofMinutes(10), "2026-10-08T18:00:00Z");
        read(progress, clock, Duration.ofSeconds(1), "2026-10-08T19:00:00Z");
        // windows come oldest first, but the rows of a window newest first
        read(progress, clock, Duration.ofMinutes(10), "2026-10-16T12:00:00Z");
        read(progress, clock, Duration.ofSeconds(9), "2026-10-16T11:00:00Z");

        assertThat(lines).containsExactly(
                "2026-10: 25.0 %, 1 records, about 0:30:00 left", "2026-10: 50.0 %, 3 records, about 0:20:01 left",
                "2026-10: 50.0 %, 4 records, about 0:20:10 left");
    }

    private static void read(Progress progress, AtomicLong clock, Duration time, String messageTime) {
        clock.addAndGet(time.toNanos());
        progress.read(MessageDetailRecord.parse("{\"message_uuid\": \"a\", \"message_time\": \"" + messageTime + "\"}"));
    }
}
