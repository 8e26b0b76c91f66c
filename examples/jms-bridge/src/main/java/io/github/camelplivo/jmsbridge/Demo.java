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
    /** On a slow machine. */
    private static final Duration AT_MOST = Duration.ofMinutes(3);
    private static final Duration A_LOOK = Duration.ofSeconds(2);
    private static final String RECORDS = "mdr";
    private static final String QUESTIONS = "mdr.questions";

    private Demo() {
    }

    /** @return whether the queue is the account in the end */
    static boolean run() throws Exception {
        Path folder = Files.createTempDirectory("jms-bridge");
        SimulatedAccount account = new SimulatedAccount("MAJMSBRIDGE000000001", "token-of-the-simulated-account", 42);
        TrafficGenerator.in(account, 42).history(HISTORY, Duration.ofHours(23)).perMinute(60).late(Duration.ofSeconds(2)).begin();
        try (PlivoSimulator plivo = PlivoSimulator.builder().account(account).unlimited().start();
             Broker broker = new Broker(folder.resolve("broker"), 0, 20_000, RECORDS, QUESTIONS)) {
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
                ask(bridge.getCamelContext().createProducerTemplate(), records.iterator().next());
                return isAccount(records, SentRecord.on(RECORDS, broker.url()));
            } finally {
                bridge.stop();
            }
        } finally {
            FileUtil.removeDir(folder.toFile());
        }
    }

    /** Until that time, and on until all are there. */
    private static void watch(String brokerUrl, Set<String> records, Instant end, Instant atMost) throws Exception {
        Set<String> there = Set.of();
        while (Instant.now().isBefore(end) || !there.containsAll(records) && Instant.now().isBefore(atMost)) {
            Thread.sleep(A_LOOK.toMillis());
            List<SentRecord> sent = SentRecord.on(RECORDS, brokerUrl);
            there = uuids(sent);
            System.out.printf("Queue %s: %d messages, %d records and %d changed versions of them%n",
                    RECORDS, sent.size(), there.size(), sent.size() - there.size());
        }
    }

    private static void ask(ProducerTemplate template, String uuid) {
        for (String question : List.of(uuid, "00000000-0000-0000-0000-000000000000")) {
            System.out.println("Requested " + question + ", received "
                               + template.requestBody("jms:queue:" + QUESTIONS, question, String.class));
        }
    }

    private static boolean isAccount(Set<String> records, List<SentRecord> sent) {
        Set<String> missing = new HashSet<>(records);
        missing.removeAll(uuids(sent));
        long twice = sent.size() - sent.stream().map(SentRecord::duplicateId).distinct().count();
        System.out.printf("%d records in the account at the start, %d of them missing on the queue, %d messages there twice%n",
                records.size(), missing.size(), twice);
        return missing.isEmpty() && twice == 0;
    }

    private static Set<String> uuids(List<SentRecord> sent) {
        Set<String> uuids = new HashSet<>();
        sent.forEach(record -> uuids.add(record.correlationId()));
        return uuids;
    }
}
