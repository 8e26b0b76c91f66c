package io.github.camelplivo.mdr;

import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

import javax.management.MBeanAttributeInfo;
import javax.management.MBeanException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.openmbean.CompositeData;
import javax.management.openmbean.TabularData;

import io.github.camelplivo.mdr.monitor.FeedMonitor;
import io.github.camelplivo.mdr.monitor.FeedRegistry;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.CamelAtPlivo;
import io.github.camelplivo.mdr.support.TestClock;
import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.console.DevConsole;
import org.apache.camel.console.DevConsoleRegistry;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.util.json.JsonObject;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static io.github.camelplivo.mdr.support.CamelAtPlivo.AUTH_ID;
import static io.github.camelplivo.mdr.support.CamelAtPlivo.feed;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.assertj.core.api.Assertions.withinPercentage;
import static org.awaitility.Awaitility.await;

/** JMX, dev console and meters show the same figures, and these agree with the requests that Plivo received. */
class FeedMonitoringTest {

    private static final int RECORDS = 100;

    private final TestClock clock = TestClock.at("2026-11-21T12:00:00Z");
    private final CamelAtPlivo at = new CamelAtPlivo(simulator -> simulator.clock(clock));
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @AfterEach
    void close() {
        at.close();
    }

    @TempDir
    Path folder;

    private void start(String... options) throws Exception {
        at.component.setClock(clock);
        at.component.setNanoTime(clock::nanoTime);
        at.camel.getRegistry().bind("meters", meters);
        at.plivo.account().schemaDrift(true);
        for (int i = 0; i < RECORDS; i++) {
            at.plivo.account().add(clock.instant().minusSeconds(3600L + i));
        }
        // counted as 429, and retried
        at.plivo.faults().next(Fault.tooManyRequests("0.1"));
        at.start(new RouteBuilder() {
            @Override
            public void configure() {
                for (String own : options) {
                    from(feed("maxRetries=3" + own)).split(body()).to("mock:records");
                }
            }
        });
        // so that all of the backfill has settled
        clock.advance(Duration.ofSeconds(20));
        await().atMost(20, SECONDS).until(() -> at.mock("records").getReceivedCounter() >= RECORDS * options.length);
        await().atMost(20, SECONDS)
                .until(() -> FeedRegistry.of(at.camel).all().stream().allMatch(feed -> feed.status().backfill().finished()));
    }

    private ObjectName name(String feed) throws Exception {
        return new ObjectName(
                "org.apache.camel:context=" + at.camel.getManagementName() + ",type=plivo-mdr,name=" + ObjectName.quote(feed));
    }

    private Object attribute(String name) throws Exception {
        return server.getAttribute(name(AUTH_ID), name);
    }

    private void invoke(String operation, String... arguments) throws Exception {
        String[] signature = List.of(arguments).stream().map(a -> String.class.getName()).toArray(String[]::new);
        server.invoke(name(AUTH_ID), operation, arguments, signature);
    }

    private Map<?, ?> console() {
        return (Map<?, ?>) ((List<?>) console(Map.of()).get("feeds")).get(0);
    }

    private JsonObject console(Map<String, Object> options) {
        DevConsole console
                = at.camel.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class).resolveById("plivo-mdr");
        return (JsonObject) console.call(DevConsole.MediaType.JSON, options);
    }

    private double gauge(String name) {
        return meters.get("plivo.mdr." + name).tag("feed", AUTH_ID).gauge().value();
    }

    private double counter(String name) {
        return meters.get("plivo.mdr." + name).tag("feed", AUTH_ID).functionCounters().stream()
                .mapToDouble(counter -> counter.count()).sum();
    }

    @Test
    void allAgreeWithWhatPlivoHasSeen() throws Exception {
        start("&recheckAfter=30m");

        // no further record settles while the clock does not move
        long requests = at.plivo.requests().size();
        assertThat(attribute("Requests")).isEqualTo(requests);
        assertThat(console().get("requests")).isEqualTo(requests);
        assertThat(counter("requests")).isEqualTo(requests);
        assertThat(attribute("Records")).isEqualTo((long) RECORDS);
        assertThat(console().get("records")).isEqualTo((long) at.plivo.account().size());
        assertThat(counter("records")).isEqualTo(RECORDS);
        assertThat(attribute("RateLimited")).isEqualTo(1L);
        assertThat(console().get("rateLimited")).isEqualTo(1L);
        assertThat(counter("rate.limited")).isEqualTo(1);
        // the new fields of simulated records
        assertThat(attribute("Drifts")).isEqualTo(2);
        assertThat(counter("drifts")).isEqualTo(2);
        assertThat((long) attribute("Pages")).isEqualTo((long) counter("pages")).isEqualTo(console().get("pages"));
        assertThat(meters.get("plivo.mdr.records").tag("sweep", "backfill").functionCounter().count()).isEqualTo(RECORDS);
    }

    @Test
    void allShowTheProgressOfTheFeed() throws Exception {
        start("");
        long behind = (long) attribute("Lag");

        assertThat(behind).isBetween(0L, 20L);
        assertThat(gauge("lag")).isEqualTo(behind);
        assertThat(console().get("lag")).isEqualTo(behind);
        assertThat(attribute("BackfillShare")).isEqualTo(1.0).isEqualTo(gauge("backfill.share"));
        assertThat(attribute("BackfillTimeLeft")).isEqualTo(0L);
        assertThat((double) attribute("Saturation")).isEqualTo(gauge("saturation"), within(0.001));
        assertThat((double) attribute("Capacity")).isPositive().isCloseTo(gauge("capacity"), withinPercentage(1));
        assertThat((long) attribute("UntilLoss")).isEqualTo(90L * 24 * 3600 - behind).isEqualTo((long) gauge("until.loss"));
        assertThat(attribute("Health")).isEqualTo("UP").isEqualTo(console().get("health"));
        assertThat(attribute("LastSuccess")).isEqualTo("2026-11-21T12:00:20Z").isEqualTo(console().get("lastSuccess"));
        assertThat(gauge("last.success.age")).isZero();
        assertThat(attribute("Cause")).isNull();
        assertThat(attribute("ClockOffset")).isEqualTo(0.0).isEqualTo(gauge("clock.offset"));
        assertThat(console().get("clockOffset")).isEqualTo(0.0);
        assertThat(attribute("Versions")).isEqualTo(0L).isEqualTo((long) gauge("versions"))
                .isEqualTo(console().get("versions"));
        assertThat(attribute("SetAside")).isEqualTo(0).isEqualTo((int) gauge("set.aside"));
        assertThat(console().get("setAside")).isEqualTo(0);
        assertThat(attribute("Unordered")).isEqualTo(false).isEqualTo(gauge("unordered") > 0);
        assertThat(console().get("unordered")).isEqualTo(false);
        assertThat(attribute("Mismatches")).isEqualTo(0L).isEqualTo((long) counter("mismatches"));
        assertThat(console().get("mismatches")).isEqualTo(0L);
        assertThat(attribute("LastRequestAge")).isEqualTo(0L).isEqualTo((long) gauge("last.request.age"));
        assertThat(console().get("lastRequestAge")).isEqualTo(0L);
        CompositeData live = ((TabularData) attribute("Sweeps")).get(new Object[] { "live" });
        assertThat(live.get("cursor")).isEqualTo(((Map<?, ?>) ((List<?>) console().get("sweeps")).get(0)).get("cursor"));
    }

    @Test
    void allShowTheVersionsInMemoryAlsoBesideARepository() throws Exception {
        at.camel.getRegistry().bind("versions", MemoryIdempotentRepository.memoryIdempotentRepository());
        start("&idempotentRepository=#versions&recheckAfter=80d");

        assertThat((long) attribute("Versions")).isEqualTo(100L).isEqualTo((long) gauge("versions"))
                .isEqualTo(console().get("versions"));
    }

    @Test
    void theConsoleHasATextToo() throws Exception {
        start("");
        DevConsole console
                = at.camel.getCamelContextExtension().getContextPlugin(DevConsoleRegistry.class).resolveById("plivo-mdr");

        assertThat(console.call(DevConsole.MediaType.TEXT).toString())
                .contains("feed: " + AUTH_ID, "records: 100", "sweep: live", "sweep: backfill")
                .doesNotContain(CamelAtPlivo.TOKEN);
    }

    @Test
    void theBackfillIsPausedAndResumedByJmx() throws Exception {
        start("");
        invoke("pauseBackfill");
        assertThat(attribute("BackfillPaused")).isEqualTo(true);
        invoke("reread", "2026-11-21T11:00:00Z");
        clock.advance(Duration.ofMinutes(2));
        await().atMost(20, SECONDS).until(() -> attribute("BackfillShare").equals(0.0));
        assertThat(console().get("backfillPaused")).isEqualTo(true);

        invoke("resumeBackfill");

        await().atMost(20, SECONDS).until(() -> attribute("BackfillShare").equals(1.0));
        assertThat(attribute("BackfillPaused")).isEqualTo(false);
    }

    /** Like JMX, for applications without it. */
    @Test
    void theBackfillIsPausedAndReadAgainByTheConsole() throws Exception {
        start("");
        assertThat(console(Map.of("action", "pauseBackfill", "feed", AUTH_ID)))
                .containsEntry("done", "pauseBackfill of " + AUTH_ID);
        assertThat(console().get("backfillPaused")).isEqualTo(true);
        console(Map.of("action", "reread", "from", "2026-11-21T11:00:00Z"));
        clock.advance(Duration.ofMinutes(2));
        await().atMost(20, SECONDS).until(() -> console().get("backfillShare").equals(0.0));

        console(Map.of("action", "resumeBackfill"));

        await().atMost(20, SECONDS).until(() -> console().get("backfillShare").equals(1.0));
        assertThat(console(Map.of("action", "reread", "from", "yesterday")).get("error").toString())
                .contains("'yesterday' is not an instant such as 2026-11-21T12:00:00Z");
        assertThat(console(Map.of("action", "delete")).get("error").toString())
                .contains("'delete' is not an operation, allowed are [pauseBackfill, resumeBackfill, reread]");
        assertThat(console(Map.of("action", "pauseBackfill", "feed", "other")).get("error").toString())
                .contains("There is no feed 'other'; running feeds are [" + AUTH_ID + "]");
    }

    @Test
    void rereadRefusesInvalidInstantsAndTimesThatCannotBeRead() throws Exception {
        start("");

        assertThatThrownBy(() -> invoke("reread", "yesterday")).isInstanceOf(MBeanException.class)
                .rootCause().hasMessageContaining("yesterday");
        assertThatThrownBy(() -> invoke("reread", "2020-01-01T00:00:00Z")).isInstanceOf(MBeanException.class)
                .cause().hasMessageContaining("the limit of Plivo's retention");
    }

    @Test
    void feedsWithTheSameKeyAreDistinguished() throws Exception {
        start("&watermarkFile=" + folder.resolve("one"), "&watermarkFile=" + folder.resolve("other"));

        assertThat(FeedRegistry.of(at.camel).all()).extracting(FeedMonitor::name).containsExactly(AUTH_ID, AUTH_ID + "#2");
        assertThat(server.isRegistered(name(AUTH_ID + "#2"))).isTrue();
        assertThat(meters.get("plivo.mdr.lag").gauges()).hasSize(2);
        // both read the same account: one budget
        assertThat(FeedRegistry.of(at.camel).all()).extracting(FeedMonitor::saturation).doesNotContainNull();
    }

    /** JMX shows all figures of the console under the same names, and operations.md explains each of them. */
    @Test
    void everyFigureIsInJmxAndInTheManual() throws Exception {
        start("");
        String manual = Files.readString(Path.of("../../docs/operations.md"));
        List<String> attributes = Stream.of(server.getMBeanInfo(name(AUTH_ID)).getAttributes())
                .map(MBeanAttributeInfo::getName).toList();

        for (Object figure : console().keySet()) {
            String name = figure.toString();
            assertThat(attributes).contains(Character.toUpperCase(name.charAt(0)) + name.substring(1));
            assertThat(manual).contains("`" + name + "`");
        }
        for (Meter meter : meters.getMeters()) {
            assertThat(manual).contains("`" + meter.getId().getName().substring("plivo.mdr.".length()) + "`");
        }
    }

    @Test
    void nothingIsLeftAfterTheStop() throws Exception {
        start("");
        ObjectName name = name(AUTH_ID);
        assertThat(server.isRegistered(name)).isTrue();

        at.camel.getRouteController().stopAllRoutes();

        assertThat(server.isRegistered(name)).isFalse();
        assertThat(meters.getMeters()).isEmpty();
        assertThat(FeedRegistry.of(at.camel).all()).isEmpty();
    }
}
