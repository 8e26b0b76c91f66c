package io.github.camelplivo.kafkafleet.demo;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.kafkafleet.Fleet;
import io.github.camelplivo.kafkafleet.PlannerRoutes;
import io.github.camelplivo.kafkafleet.WorkerRoutes;
import org.apache.camel.main.Main;
import org.apache.camel.util.FileUtil;

/** A planner and a changing number of workers in this process, with a simulated Plivo and a Kafka. */
public final class Demo {

    private static final int ACCOUNTS = Integer.getInteger("demo.accounts", 300);
    private static final int RECORDS = 20;
    private static final Duration PAST = Duration.ofHours(1);
    private static final Duration LENGTH = Duration.ofMinutes(3);
    private static final Duration PRINT_INTERVAL = Duration.ofSeconds(2);

    private Demo() {
    }

    /** @return the exit code: 0 if the topic has all records */
    public static int run() throws Exception {
        Path folder = Files.createTempDirectory("kafka-fleet");
        try (SimulatedPlivo plivo = new SimulatedPlivo(folder, ACCOUNTS, RECORDS, PAST);
             InProcessKafka kafka = new InProcessKafka(folder.resolve("kafka")).start()) {
            Topics.create(kafka.brokers(), 24);
            System.out.printf("%d simulated accounts with %d records each, and a Kafka in this process%n", ACCOUNTS, RECORDS);
            Map<String, String> properties = new HashMap<>(plivo.properties());
            properties.put("camel.component.kafka.brokers", kafka.brokers());
            properties.put("fleet.consumers", "4");
            Main planner = Fleet.main(PlannerRoutes.class, properties);
            planner.start();
            Deque<Main> workers = new ArrayDeque<>();
            try (Results results = new Results(kafka.brokers())) {
                Set<String> all = plivo.uuids();
                workers.add(worker(properties));
                boolean complete = watch(results, all, workers, properties);
                System.out.printf("%d records, %d of them missing on the topic, %d delivered twice in one sweep%n",
                        all.size(), results.missing(all, "live").size(), results.twice("live"));
                return complete ? 0 : 1;
            } finally {
                workers.forEach(Main::stop);
                planner.stop();
            }
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    /** Adds a worker at a quarter of the records and another one at half of them, and stops one at three quarters. */
    private static boolean watch(Results results, Set<String> all, Deque<Main> workers, Map<String, String> properties)
            throws Exception {
        Instant end = Instant.now().plus(LENGTH);
        int quarters = 0;
        int read = 0;
        while (read < all.size() && Instant.now().isBefore(end)) {
            Thread.sleep(PRINT_INTERVAL.toMillis());
            read = all.size() - results.missing(all, "live").size();
            for (; quarters < 3 && read >= (quarters + 1) * all.size() / 4; quarters++) {
                if (quarters < 2) {
                    workers.add(worker(properties));
                } else {
                    workers.remove().stop();
                }
            }
            System.out.printf("%d of %d records read again at the age of 20 s: %d, workers: %d%n",
                    read, all.size(), results.of("20s").size(), workers.size());
        }
        return read == all.size();
    }

    private static Main worker(Map<String, String> properties) {
        Main worker = Fleet.main(WorkerRoutes.class, properties);
        worker.start();
        return worker;
    }
}
