package io.github.camelplivo.mdr.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A separate JVM with the class path of this one. Its only argument is a task as JSON. It prints each result as a line
 * of JSON, and ends when it has finished or this JVM has ended.
 */
final class Child implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader output;

    private Child(Process process) {
        this.process = process;
        this.output = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
    }

    static Child start(Class<?> main, Object task, String... options) {
        try {
            List<String> command = new ArrayList<>();
            command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
            // Plivo's own client writes times in the zone of the JVM, where Plivo expects UTC
            command.add("-Duser.timezone=UTC");
            command.addAll(List.of(options));
            command.add("-cp");
            command.add(System.getProperty("java.class.path"));
            command.add(main.getName());
            command.add(JSON.writeValueAsString(task));
            return new Child(new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT).start());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next result; fails if the child ends without one. */
    <T> T result(Class<T> type) {
        try {
            String line = output.readLine();
            while (line != null && !line.startsWith("{")) {
                // a message of Java itself
                line = output.readLine();
            }
            if (line == null) {
                throw new IllegalStateException(
                        "The process ended without a result, with exit code " + process.onExit().join().exitValue());
            }
            return JSON.readValue(line, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Requests the next result from the child. */
    void request() {
        try {
            OutputStream input = process.getOutputStream();
            input.write('\n');
            input.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    /** In the child: the task. */
    static <T> T task(String[] arguments, Class<T> type) throws IOException {
        return JSON.readValue(arguments[0], type);
    }

    /** In the child: prints a result. */
    static void print(Object result) throws IOException {
        System.out.println(JSON.writeValueAsString(result));
    }

    /** In the child: waits for a request; halts the JVM if the parent has ended. */
    static void awaitRequest() {
        try {
            if (System.in.read() >= 0) {
                return;
            }
        } catch (IOException e) {
            // the parent has ended
        }
        Runtime.getRuntime().halt(1);
    }
}
