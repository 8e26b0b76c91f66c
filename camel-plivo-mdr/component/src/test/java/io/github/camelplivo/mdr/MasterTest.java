package io.github.camelplivo.mdr;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import io.github.camelplivo.mdr.monitor.FeedRegistry;
import io.github.camelplivo.mdr.simulator.Fault;
import io.github.camelplivo.mdr.support.RouteHarness;
import io.github.camelplivo.mdr.support.TestCluster;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.master.MasterComponent;
import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckRegistry;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.awaitility.Awaitility.await;

/** With {@code master:} one member reads, and the next leader continues where it stopped. */
@Tag("slow")
class MasterTest {

    @TempDir
    Path folder;

    private final RouteHarness rig = new RouteHarness();
    private final TestCluster cluster = new TestCluster();
    private final List<CamelContext> members = new ArrayList<>();
    private final List<String> uuids = new ArrayList<>();
    private final List<String> leaders = new CopyOnWriteArrayList<>();

    /**
     * In Camel 4.14.0 a consumer under master: is started again after its leadership was lost (the feed's lock file
     * notices).
     */
    @BeforeEach
    void needsAMasterThatStops() {
        assumeThat(new DefaultCamelContext().getVersion()).doesNotStartWith("4.14.");
    }

    @AfterEach
    void close() {
        members.forEach(CamelContext::stop);
        rig.close();
    }

    private CamelContext member(String name) throws Exception {
        DefaultCamelContext context = new DefaultCamelContext();
        context.getCamelContextExtension().setName(name);
        MasterComponent master = context.getComponent("master", MasterComponent.class);
        // one attempt: Camel continues to attempt after success, and then also after the leadership was lost
        master.setBackOffMaxAttempts(1);
        context.addService(cluster.newMember());
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                from("master:mdr:" + rig.uri("settle=1s", "watermarkFile=" + folder.resolve("mdr.watermark")))
                        .process(e -> leaders.add(name)).process(rig::deliver);
            }
        });
        context.start();
        members.add(context);
        return context;
    }

    private void arrive(int records) {
        for (int i = 0; i < records; i++) {
            uuids.add(rig.plivo.account().add(Instant.now()));
        }
    }

    @Test
    void continuesWhereTheLastLeaderStopped() throws Exception {
        CamelContext one = member("one");
        CamelContext two = member("two");
        arrive(10);
        assertThat(rig.plivo.requests()).isEmpty();

        cluster.lead(one);
        rig.awaitDelivered(10);
        cluster.lead(two);
        arrive(10);
        rig.awaitDelivered(20);
        cluster.lead(one);
        arrive(10);
        rig.awaitDelivered(30);

        assertThat(rig.delivered).containsExactlyInAnyOrderElementsOf(uuids);
        assertThat(leaders).startsWith("one").contains("two").endsWith("one");
    }

    /** Camel's own check of the consumer is that of master:, which is UP even if polls fail. */
    @Test
    void healthIsThatOfTheLeader() throws Exception {
        CamelContext one = member("one");
        arrive(5);
        assertThat(checks(one)).isEmpty();
        cluster.lead(one);
        rig.awaitDelivered(5);
        await().atMost(RouteHarness.SOON).until(() -> FeedHealthTest.health(one).getState() == HealthCheck.State.UP);

        rig.plivo.faults().always(Fault.unauthorized());
        await().atMost(RouteHarness.SOON).until(() -> FeedHealthTest.health(one).getState() == HealthCheck.State.DOWN);
        assertThat(FeedHealthTest.health(one).getMessage()).hasValueSatisfying(text -> assertThat(text).contains("status 401"));
        assertThat(FeedRegistry.of(one).all()).hasSize(1);

        rig.plivo.faults().clear();
        await().atMost(RouteHarness.SOON).until(() -> FeedHealthTest.health(one).getState() == HealthCheck.State.UP);
        cluster.lead(null);
        await().atMost(RouteHarness.SOON).until(() -> checks(one).isEmpty());
        assertThat(FeedRegistry.of(one).all()).isEmpty();
    }

    private static List<String> checks(CamelContext context) {
        return HealthCheckRegistry.get(context).getCheckIDs().stream().filter(id -> id.startsWith("plivo-mdr:")).toList();
    }

    @Test
    void readsNothingWithoutLeadership() throws Exception {
        CamelContext one = member("one");
        arrive(5);
        cluster.lead(one);
        rig.awaitDelivered(5);

        cluster.lead(null);
        int requests = rig.plivo.requests().size();
        arrive(5);

        await().during(Duration.ofMillis(500)).atMost(RouteHarness.SOON)
                .untilAsserted(() -> assertThat(rig.plivo.requests().size()).isLessThanOrEqualTo(requests + 1));
        assertThat(rig.delivered).hasSize(5);
    }
}
