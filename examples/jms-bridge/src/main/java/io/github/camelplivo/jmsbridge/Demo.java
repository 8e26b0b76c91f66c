package io.github.camelplivo.jmsbridge;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelplivo.mdr.simulator.TrafficGenerator;
import io.github.camelplivo.mdr.simulator.PlivoSimulator;
import io.github.camelplivo.mdr.simulator.SimulatedAccount;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.main.Main;
import org.apache.camel.util.FileUtil;

/** The bridge between a simulated account and a broker in this process. */
final class Demo {

    private static final int HISTORY = 500;
    private static final Duration LENGTH = Duration.ofSeconds(Integer.getInteger("demo.seconds", 30));
    /** Limit for slow machines. */
    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final Duration PRINT_INTERVAL = Duration.ofSeconds(2);
    private static final String RECORDS = "mdr";
    private static final String REQUESTS = "mdr.questions";

    private Demo() {
    }

    /** @return whether the queue finally has each record of the account, and no message twice */
    static boolean run() throws Exception {
        Path folder = Files.createTempDirectory("jms-bridge");
        SimulatedAccount account = new SimulatedAccount("MAJMSBRIDGE000000001", "token-of-the-simulated-account", 42);
        TrafficGenerator.in(account, 42).history(HISTORY, Duration.ofHours(23)).perMinute(60).late(Duration.ofSeconds(2)).begin();
        try (PlivoSimulator plivo = PlivoSimulator.builder().account(account).unlimited().start();
             Broker broker = new Broker(folder.resolve("broker"), 0, 20_000, RECORDS, REQUESTS)) {
            System.out.println("A simulated account with a new message every second, and a broker in this process.");
            System.out.println("To use yours set PLIVO_AUTH_ID, PLIVO_AUTH_TOKEN and BROKER_URL.");
            Main bridge = JmsBridge.main(Map.of(
                    "plivo.auth-id", account.authId(),
                    "camel.component.plivo-mdr.auth-token", account.authToken(),
                    "camel.component.plivo-mdr.base-url", plivo.baseUrl().toString(),
                    "camel.component.plivo-mdr.list-requests-per-minute", "6000",
                    "bridge.broker-url", broker.url(),
                    "bridge.folder", folder.toString(),
                    "bridge.settle", "3s", "bridge.delay", "2s", "bridge.recheck-after", "10s,20s"));
            bridge.start();
            try {
                Instant end = Instant.now();
                Set<String> records = account.uuids(Instant.EPOCH, end);
                watch(broker.url(), records, end.plus(LENGTH), end.plus(AT_MOST));
                request(bridge.getCamelContext().createProducerTemplate(), records.iterator().next());
                return isComplete(records, SentRecord.on(RECORDS, broker.url()));
            } finally {
                bridge.stop();
            }
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    /** Prints the content of the queue until the end, and longer if records are missing, but at most until the last time. */
    private static void watch(String brokerUrl, Set<String> records, Instant end, Instant atMost) throws Exception {
        Set<String> found = Set.of();
        while (Instant.now().isBefore(end) || !found.containsAll(records) && Instant.now().isBefore(atMost)) {
            Thread.sleep(PRINT_INTERVAL.toMillis());
            List<SentRecord> sent = SentRecord.on(RECORDS, brokerUrl);
            found = uuids(sent);
            System.out.printf("Queue %s: %d messages, %d records and %d changed versions of them%n",
                    RECORDS, sent.size(), found.size(), sent.size() - found.size());
        }
    }

    private static void request(ProducerTemplate template, String uuid) {
        for (String requested : List.of(uuid, "00000000-0000-0000-0000-000000000000")) {
            System.out.println("Requested " + requested + ", received "
                               + template.requestBody("jms:queue:" + REQUESTS, requested, String.class));
        }
    }

    private static boolean isComplete(Set<String> records, List<SentRecord> sent) {
        Set<String> missing = new HashSet<>(records);
        missing.removeAll(uuids(sent));
        long twice = sent.size() - sent.stream().map(SentRecord::duplicateId).distinct().count();
        System.out.printf("%d records in the account at the start, %d of them missing on the queue, %d messages on it twice%n",
                records.size(), missing.size(), twice);
        return missing.isEmpty() && twice == 0;
    }

    private static Set<String> uuids(List<SentRecord> sent) {
        Set<String> uuids = new HashSet<>();
        sent.forEach(record -> uuids.add(record.correlationId()));
        return uuids;
    }
}
