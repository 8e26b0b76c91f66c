package io.github.camelplivo.mdr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.support.ChildJvm;
import io.github.camelplivo.mdr.support.ElectedRoute;
import io.github.camelplivo.mdr.support.JournalRoute;
import io.github.camelplivo.mdr.support.RouteHarness;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import static org.assertj.core.api.Assertions.assertThat;

/** One of two processes reads the feed. After a kill, the other one continues at the position of the first. */
@Tag("slow")
class FailoverTest {

    private static final Duration SOON = Duration.ofSeconds(90);
    private static final int RECORDS = 300;
    private static final int PAGE = 20;
    private static final List<String> LIGHT = List.of("-Xmx128m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1");

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = { "master", "policy" })
    void theNextLeaderContinues(String how) throws Exception {
        try (RouteHarness rig = new RouteHarness(PlivoSimulator.builder().unlimited())) {
            addRecords(rig.plivo, Instant.now());
            String uri = rig.uri("watermarkFile=" + folder.resolve("watermark"), "settle=1000", "delay=200");
            try (ChildJvm one = start(how, uri, "one"); ChildJvm other = start(how, uri, "other")) {
                one.await(() -> uuids().size() >= RECORDS / 3, SOON, "a leader reads");
                boolean oneLeads = !journal("one").isEmpty();
                assertThat(journal(oneLeads ? "other" : "one")).as("the other one waits").isEmpty();
                (oneLeads ? one : other).kill();
                // none of these records is in a window that was already read
                addRecords(rig.plivo, Instant.now().plusMillis(RECORDS));
                Set<String> all = rig.plivo.account().uuids(Instant.EPOCH, Instant.now().plusSeconds(1));
                (oneLeads ? other : one).await(() -> new HashSet<>(uuids()).containsAll(all), SOON, "the next one reads");

                assertThat(uuids().size() - new HashSet<>(uuids()).size()).isLessThanOrEqualTo(PAGE);
            }
        }
    }

    private ChildJvm start(String how, String uri, String name) throws IOException {
        return ChildJvm.start(folder.resolve(name + ".log"), LIGHT, ElectedRoute.class, how, folder.toString(), uri,
                folder.resolve(name).toString());
    }

    private List<JournalRoute.Line> journal(String name) {
        try {
            return JournalRoute.read(folder.resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private List<String> uuids() {
        List<String> uuids = new ArrayList<>();
        Stream.of("one", "other").forEach(name -> journal(name).forEach(line -> uuids.add(line.uuid())));
        return uuids;
    }

    private static void addRecords(PlivoSimulator plivo, Instant before) {
        for (int i = 1; i <= RECORDS; i++) {
            plivo.account().add(before.minusMillis(i));
        }
    }
}
