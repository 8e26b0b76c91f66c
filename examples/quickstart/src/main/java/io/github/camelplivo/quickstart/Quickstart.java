package io.github.camelplivo.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

import org.apache.camel.main.Main;
import org.apache.camel.util.TimeUtils;

/**
 * Writes the records of the last 24 hours to a file, then those that arrived meanwhile, and ends. The next run
 * continues there. The route is in {@code camel/quickstart.camel.yaml}.
 */
public final class Quickstart {

    private static final Path DATA = Path.of(System.getProperty("quickstart.data", "data")).toAbsolutePath().normalize();
    /** The age at which a record is first read, because Plivo does not list the newest records immediately. */
    private static final String SETTLE = System.getProperty("quickstart.settle", "15s");
    /** How long to read records that are newer than the start; older ones are always read. */
    private static final Duration FOLLOW = Duration.ofSeconds(Integer.getInteger("quickstart.follow", 10));

    private Quickstart() {
    }

    public static void main(String[] arguments) {
        CountDownLatch done = new CountDownLatch(1);
        // on Ctrl-C Camel stops the route; this delays the end of Java until the summary is printed
        Runtime.getRuntime().addShutdownHook(new Thread(() -> await(done)));
        int exit = 1;
        try {
            exit = run(System.getenv("PLIVO_AUTH_ID"), System.getenv("PLIVO_AUTH_TOKEN"));
        } catch (Exception e) {
            Throwable cause = e;
            while (cause.getCause() != null) {
                cause = cause.getCause();
            }
            System.err.println(Objects.requireNonNullElse(cause.getMessage(), cause.toString()));
        } finally {
            done.countDown();
        }
        if (exit != 0) {
            System.exit(exit);
        }
    }

    /**
     * @return the exit code: 1 if the file differs from the simulated account, 2 if half of the credentials is missing
     */
    private static int run(String authId, String authToken) throws Exception {
        boolean id = authId != null && !authId.isBlank();
        boolean token = authToken != null && !authToken.isBlank();
        if (id != token) {
            System.err.printf(
                    "%s is set in the environment, %s is not: set both to read your account, or none to read a simulated one%n",
                    id ? "PLIVO_AUTH_ID" : "PLIVO_AUTH_TOKEN", id ? "PLIVO_AUTH_TOKEN" : "PLIVO_AUTH_ID");
            return 2;
        }
        Path folder = Files.createDirectories(DATA.resolve(id ? authId : SimulatedPlivo.AUTH_ID));
        if (id) {
            System.out.println("Reading " + authId + " from Plivo, which allows 20 pages of 20 records a minute."
                               + " Ctrl-C stops; the next run continues.");
            return read(folder, Map.of(), null);
        }
        System.out.println("Reading a simulated account; set PLIVO_AUTH_ID and PLIVO_AUTH_TOKEN to read yours.");
        System.out.println("The feed reads the newest records when they are " + SETTLE + " old, because Plivo lists some late.");
        try (SimulatedPlivo plivo = new SimulatedPlivo(folder, TimeUtils.toDuration(SETTLE))) {
            return read(folder, plivo.properties(), plivo);
        }
    }

    private static int read(Path folder, Map<String, String> properties, SimulatedPlivo plivo) throws Exception {
        Instant end = Instant.now().plus(FOLLOW).truncatedTo(ChronoUnit.SECONDS);
        Path file = folder.resolve("mdr.jsonl");
        Path enrichedFile = folder.resolve("enriched.jsonl");
        Progress progress = new Progress(System.out, System.console() != null, TimeUtils.toDuration(SETTLE), end);
        try (JsonLines records = new JsonLines(file); JsonLines enriched = new JsonLines(enrichedFile)) {
            Main main = new Main();
            main.bind("records", records);
            main.bind("enriched", enriched);
            main.bind("progress", progress);
            main.addMainListener(progress);
            main.addOverrideProperty("quickstart.folder", folder.toString());
            main.addOverrideProperty("quickstart.settle", SETTLE);
            main.addOverrideProperty("quickstart.end", end.toString());
            properties.forEach(main::addOverrideProperty);
            main.run();
        }
        System.out.println(progress.summary());
        System.out.println("Records:                " + file);
        System.out.println("Every 100th, fetched by its uuid: " + enrichedFile);
        if (!progress.isFinished()) {
            System.out.println("Stopped before the end; the next run continues from here.");
            return 0;
        }
        return plivo == null || isComplete(plivo, file, end) ? 0 : 1;
    }

    private static boolean isComplete(SimulatedPlivo plivo, Path file, Instant end) throws IOException {
        SimulatedPlivo.Comparison comparison = plivo.compare(file, end);
        System.out.println(
                (comparison.isEqual() ? "Equal to" : "NOT EQUAL to") + " the account until " + end + ": " + comparison);
        return comparison.isEqual();
    }

    private static void await(CountDownLatch done) {
        try {
            done.await(1, TimeUnit.MINUTES);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
