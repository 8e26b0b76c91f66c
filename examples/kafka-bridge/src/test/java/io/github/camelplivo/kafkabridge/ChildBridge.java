package io.github.camelplivo.kafkabridge;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The program as a user starts it, in a process of its own. The process ends with the test, also if the test is killed:
 * its standard input is a pipe from the test.
 */
final class ChildBridge implements AutoCloseable {

    private final Process process;
    private final Path output;

    private ChildBridge(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    public static void main(String[] arguments) {
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
        KafkaBridge.main(arguments);
    }

    /** @param output the file of its output */
    static ChildBridge start(Path output, Map<String, String> environment, Map<String, String> properties) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.add(ChildBridge.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        builder.environment().keySet().removeIf(name -> name.startsWith("PLIVO_") || name.startsWith("KAFKA_"));
        builder.environment().putAll(environment);
        return new ChildBridge(builder.start(), output);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** SIGKILL on platforms with signals: no shutdown hook runs, nothing is flushed. Returns when the process has ended. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Lets Camel stop the routes. Not Process.destroy, which closes standard input too. */
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
