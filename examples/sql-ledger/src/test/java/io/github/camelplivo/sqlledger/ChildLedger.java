package io.github.camelplivo.sqlledger;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import com.zaxxer.hikari.HikariDataSource;
import io.github.camelplivo.mdr.model.MdrPage;
import org.apache.camel.Processor;
import org.apache.camel.main.Main;
import org.apache.camel.spi.CamelEvent;
import org.apache.camel.spi.CamelEvent.ExchangeCompletedEvent;
import org.apache.camel.support.EventNotifierSupport;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * The program in a process of its own. The process ends with the test, also if the test is killed: its standard input
 * is a pipe from the test.
 */
final class ChildLedger implements AutoCloseable {

    /** The property that names a file, to which the versions of each completed page are then appended. */
    static final String COMPLETED = "ledger.completed";
    /** How long a page waits after its commit, so that a kill also comes between the commit and the completion. */
    private static final long PAUSE = 20;

    private final Process process;
    private final Path output;

    private ChildLedger(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static void main(String[] arguments) throws Exception {
        Thread watch = new Thread(() -> {
            try {
                System.in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException e) {
                // the pipe has ended, too
            }
            Runtime.getRuntime().halt(1);
        }, "parent watch");
        watch.setDaemon(true);
        watch.start();
        String completed = System.getProperty(COMPLETED);
        if (completed == null) {
            SqlLedger.main(arguments);
            return;
        }
        try (HikariDataSource database = Database.open(System.getenv("JDBC_URL"), null, null)) {
            Main main = SqlLedger.camel(database);
            Ledger ledger = new Ledger(database);
            main.bind("ledger", (Processor) exchange -> {
                ledger.process(exchange);
                Thread.sleep(PAUSE);
            });
            main.bind("completed", new CompletedVersions(Path.of(completed)));
            main.run();
        }
    }

    private static final class CompletedVersions extends EventNotifierSupport {

        private final Path file;

        private CompletedVersions(Path file) {
            this.file = file;
        }

        @Override
        public void notify(CamelEvent event) {
            if (event instanceof ExchangeCompletedEvent completed
                    && completed.getExchange().getMessage().getBody() instanceof MdrPage page) {
                String lines = page.stream().map(record -> record.getMessageUuid() + " " + record.fingerprint() + "\n")
                        .collect(joining());
                try {
                    Files.writeString(file, lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
        }
    }

    /** @param output the file of its output */
    static ChildLedger start(
            Path output, Map<String, String> environment, Map<String, String> properties, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(ChildLedger.class.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile())
                .directory(output.getParent().toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PLIVO_") || name.startsWith("JDBC_"));
        builder.environment().putAll(environment);
        return new ChildLedger(builder.start(), output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL on platforms with signals: no shutdown hook runs, nothing is flushed. Returns when the process has ended. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Lets Camel stop the route. Not Process.destroy, which closes standard input too. */
    void stop() throws InterruptedException {
        process.toHandle().destroy();
        assertThat(process.waitFor(1, TimeUnit.MINUTES)).as(output()).isTrue();
    }

    /** @return its exit code */
    int awaitEnd() throws InterruptedException {
        assertThat(process.waitFor(2, TimeUnit.MINUTES)).as(output()).isTrue();
        return process.exitValue();
    }

    String output() {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return "its output cannot be read: " + e;
        }
    }

    @Override
    public void close() {
        kill();
    }
}
