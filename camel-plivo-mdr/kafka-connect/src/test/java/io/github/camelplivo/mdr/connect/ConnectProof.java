package io.github.camelplivo.mdr.connect;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.github.camelplivo.mdr.connect.support.ChangingAccounts;
import io.github.camelplivo.mdr.connect.support.Committed;
import io.github.camelplivo.mdr.connect.support.ConnectCluster;
import io.github.camelplivo.mdr.connect.support.ConnectRest;
import io.github.camelplivo.mdr.connect.support.ConnectWorker;
import io.github.camelplivo.mdr.connect.support.KafkaBroker;
import io.github.camelplivo.mdr.connect.support.Traffic;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * Two workers read twenty accounts, whose records arrive, are listed late and change meanwhile. The seed, set by
 * {@code -Dconnect.seed}, determines what is done to them, but its exact time depends on the machine: a seed that
 * failed need not fail again.
 */
@Tag("slow")
abstract class ConnectProof {

    private static final long SEED = Long.getLong("connect.seed", System.nanoTime());
    private static final String CONNECTOR = "plivo";
    static final int ACCOUNTS = 20;
    private static final int TASKS = 4;
    /** The number of changes that must have been found before the traffic ends. */
    private static final int CHANGES = 200;
    private static final Duration SETTLE = Duration.ofSeconds(2);
    private static final Duration LAST_AGE = Duration.ofSeconds(20);
    private static final String AGES = "8000," + LAST_AGE.toMillis();
    private static final Duration A_REBALANCE = Duration.ofSeconds(90);
    private static final Duration A_MOMENT = Duration.ofSeconds(8);
    private static final long A_LOOK = Duration.ofSeconds(1).toNanos();

    /** Stays if a test fails, with the logs of the processes. */
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    static Path folder;
    private static KafkaBroker broker;

    final Random random = new Random(SEED);
    private final ObjectMapper json = new ObjectMapper();
    private final AtomicInteger requests = new AtomicInteger();
    final ChangingAccounts accounts = new ChangingAccounts(SEED, ACCOUNTS);
    private final Instant begin = Instant.now();
    private ConnectCluster cluster;
    Committed committed;
    private Traffic traffic;
    private String group;
    private long looked;
    private int healed;

    @BeforeAll
    static void startBroker() throws Exception {
        broker = KafkaBroker.start(folder.resolve("broker"));
    }

    @AfterAll
    static void endBroker() {
        broker.close();
    }

    @AfterEach
    void close() {
        traffic.close();
        committed.close();
        cluster.close();
        accounts.close();
    }

    void start(String name, boolean exactlyOnce) throws Exception {
        group = name;
        accounts.plivo().onRequest(request -> requests.incrementAndGet());
        accounts.history(60, Duration.ofHours(1));
        cluster = new ConnectCluster(folder, broker, group, exactlyOnce, 2);
        committed = new Committed(broker, group);
        traffic = new Traffic(accounts, committed, 30, SETTLE, LAST_AGE);
    }

    void configure(List<String> ids) throws Exception {
        Map<String, String> settings = cluster.settings(group, accounts, ids);
        settings.putAll(cluster.recheckSettings(group, AGES));
        settings.put("tasks.max", Integer.toString(TASKS));
        settings.put("start.time", begin.minus(Duration.ofHours(2)).toString());
        // most kills come while a long transaction is open
        String boundary = random.nextBoolean() ? "interval" : "poll";
        settings.put("transaction.boundary", boundary);
        settings.put("transaction.boundary.interval.ms", "1000");
        cluster.rest().put(CONNECTOR, settings);
        awaitRunning();
        note(ids.size() + " accounts, transaction.boundary=" + boundary);
    }

    private void awaitRunning() {
        until("all tasks run", A_REBALANCE, () -> {
            List<ConnectRest.TaskState> tasks = cluster.rest().taskStates(CONNECTOR);
            return tasks.size() == TASKS && tasks.stream().allMatch(task -> task.state().equals("RUNNING"));
        });
    }

    void kill(int times) {
        for (int i = 0; i < times; i++) {
            ConnectWorker worker = oneOf(cluster.workers());
            BooleanSupplier moment = moment(worker);
            long latest = System.nanoTime() + A_MOMENT.toNanos();
            until("the moment of a kill", A_REBALANCE, () -> moment.getAsBoolean() || System.nanoTime() > latest);
            worker.kill();
            note("killed " + worker.id());
            worker.start();
        }
    }

    /** While pages are requested, records are committed, or a worker starts. */
    private BooleanSupplier moment(ConnectWorker worker) {
        int requested = requests.get() + random.nextInt(400);
        int delivered = committed.rows().size() + random.nextInt(200);
        long logged = worker.log().toFile().length() + random.nextInt(50_000);
        return switch (random.nextInt(3)) {
            case 0 -> () -> requests.get() > requested;
            case 1 -> () -> committed.rows().size() > delivered;
            default -> () -> worker.log().toFile().length() > logged;
        };
    }

    /** Until the other worker has taken over its tasks. When it continues, it must not write any more. */
    void suspend() {
        awaitRunning();
        ConnectWorker suspended = oneOf(cluster.workers());
        ConnectWorker other = cluster.workers().stream().filter(worker -> worker != suspended).findFirst().orElseThrow();
        ConnectRest rest = new ConnectRest(List.of(other));
        suspended.suspend();
        await("take-over").atMost(A_REBALANCE).until(() -> rest.taskStates(CONNECTOR).stream()
                .allMatch(task -> task.state().equals("RUNNING") && task.worker().equals(other.id())));
        note("taken over from the suspended " + suspended.id());
        suspended.resume();
        // if the other one were killed before, its tasks would stay there: RUNNING in the status, and nowhere else
        until("both have tasks again", A_REBALANCE, () -> cluster.rest().taskStates(CONNECTOR).stream()
                .filter(task -> task.state().equals("RUNNING")).map(ConnectRest.TaskState::worker).distinct().count() == 2);
    }

    void restartBroker() {
        broker.kill();
        broker.start();
        note("the broker was killed and started");
    }

    /** Each version that was ever listed is in the topic, and nothing else. */
    void requireAll() throws Exception {
        until("rechecks have found changes", A_REBALANCE, () -> rechecked() > CHANGES);
        note("the traffic ends");
        traffic.end();
        long patience = System.nanoTime() + Duration.ofSeconds(120).toNanos();
        until("everything is delivered", Duration.ofSeconds(150),
                () -> committed.lost(accounts.versions()).isEmpty() || System.nanoTime() > patience);
        System.out.printf(
                "%s%d versions of %d records, %d found by rechecks, %d requests, %d records in aborted transactions; %d lost, %d repeated; tasks restarted %d times%n",
                where(), accounts.versions().size(), committed.perUuid().size(), rechecked(), requests.get(),
                Committed.written(broker, group) - committed.rows().size(),
                committed.lost(accounts.versions()).size(), committed.rows().size() - committed.perVersion().size(), healed);

        assertThat(committed.lost(accounts.versions())).as(where() + "lost").isEmpty();
        assertThat(committed.invented(accounts.versions())).as(where() + "never listed").isEmpty();
        for (Committed.Row row : committed.rows()) {
            ObjectNode value = (ObjectNode) json.readTree(row.value());
            assertThat(MessageDetailRecord.of(value).fingerprint()).isEqualTo(row.version());
        }
    }

    private long rechecked() {
        return committed.rows().stream().filter(row -> row.sweep().startsWith("recheck")).count();
    }

    void requireTokensAreHidden(String id) {
        assertThat(cluster.rest().tasks(CONNECTOR).toString()).contains(id).doesNotContain(accounts.token(id));
    }

    private void until(String what, Duration atMost, BooleanSupplier condition) {
        await(where() + what).atMost(atMost).pollInterval(Duration.ofMillis(20)).until(() -> {
            traffic.requireAlive();
            heal();
            return condition.getAsBoolean();
        });
    }

    /** As an operator or a watchdog does: Connect itself does not start a failed task again. */
    private void heal() throws InterruptedException {
        if (System.nanoTime() - looked < A_LOOK) {
            return;
        }
        looked = System.nanoTime();
        List<ConnectRest.TaskState> failed = cluster.rest().failed(CONNECTOR);
        if (!failed.isEmpty()) {
            failed.forEach(task -> note("task " + task.id() + " failed: " + task.trace().lines().findFirst().orElse("")));
            healed++;
            cluster.rest().restartFailed(CONNECTOR);
        }
    }

    private ConnectWorker oneOf(List<ConnectWorker> workers) {
        return workers.get(random.nextInt(workers.size()));
    }

    private void note(String what) {
        System.out.printf(
                "%s%4d s: %s; %d requests, %d records committed%n", where(), Duration.between(begin, Instant.now()).toSeconds(),
                what, requests.get(), committed.rows().size());
    }

    String where() {
        return "seed " + SEED + ", " + group + ": ";
    }
}
