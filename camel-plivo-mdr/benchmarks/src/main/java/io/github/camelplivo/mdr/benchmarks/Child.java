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
 * A JVM of its own with the class path of this one. It is told what to do as JSON in its only argument, answers with a
 * line of JSON now and then, and ends when it has nothing more to do or this JVM has ended.
 */
final class Child implements AutoCloseable {

    static final ObjectMapper JSON = new ObjectMapper();

    private final Process process;
    private final BufferedReader answers;

    private Child(Process process) {
        this.process = process;
        this.answers = new BufferedReader(process.inputReader(StandardCharsets.UTF_8));
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

    /** The next answer; fails if the child ends without one. */
    <T> T answer(Class<T> type) {
        try {
            String line = answers.readLine();
            while (line != null && !line.startsWith("{")) {
                // Java itself has something to say
                line = answers.readLine();
            }
            if (line == null) {
                throw new IllegalStateException(
                        "The process ended without an answer, with " + process.onExit().join().exitValue());
            }
            return JSON.readValue(line, type);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Lets the child know that it is time to answer. */
    void ask() {
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

    /** In the child: what to do. */
    static <T> T task(String[] arguments, Class<T> type) throws IOException {
        return JSON.readValue(arguments[0], type);
    }

    /** In the child: answers. */
    static void answer(Object answer) throws IOException {
        System.out.println(JSON.writeValueAsString(answer));
    }

    /** In the child: waits until it is asked; ends the JVM when nobody is there any more. */
    static void awaitQuestion() {
        try {
            if (System.in.read() >= 0) {
                return;
            }
        } catch (IOException e) {
            // nobody is there
        }
        Runtime.getRuntime().halt(1);
    }
}
