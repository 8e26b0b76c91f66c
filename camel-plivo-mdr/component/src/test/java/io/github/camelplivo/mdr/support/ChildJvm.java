package io.github.camelplivo.mdr.support;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/**
 * A JVM of its own, with the class path of the tests, for actions that a test cannot apply to its own JVM. It ends with
 * the test: {@link #close} kills it, and a {@link ChildRoute} ends also if the JVM of the test is killed.
 */
public final class ChildJvm implements AutoCloseable {

    private static final long A_LOOK = 50_000;

    private final Process process;
    private final Path output;

    private ChildJvm(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** @param output the file of its output */
    public static ChildJvm start(Path output, List<String> options, Class<?> main, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(options);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(output.toFile());
        // surefire, whose own class path is one jar with a manifest, puts the real one here
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        return new ChildJvm(builder.start(), output);
    }

    /**
     * Returns when it sees the condition fulfilled. It checks often, because the condition may hold for less than a
     * millisecond, but not all the time, because the child needs the processor too.
     *
     * @throws AssertionError if the child ends before that, or too much time goes by
     */
    public void await(BooleanSupplier condition, Duration atMost, String what) throws InterruptedException {
        long begin = System.nanoTime();
        while (!condition.getAsBoolean()) {
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
            if (!process.isAlive()) {
                throw ended(what);
            }
            if (System.nanoTime() - begin > atMost.toNanos()) {
                throw new AssertionError(what + ": not within " + atMost + "\n" + output());
            }
            LockSupport.parkNanos(A_LOOK);
        }
    }

    /** @throws AssertionError if it does not end by itself in that time, and well */
    public void awaitEnd(Duration atMost, String what) throws InterruptedException {
        if (!process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new AssertionError(what + ": not over within " + atMost + "\n" + output());
        }
        if (process.exitValue() != 0) {
            throw ended(what);
        }
    }

    /**
     * SIGKILL on platforms with signals: no shutdown hook runs, nothing is flushed. Returns when the process has ended.
     */
    public void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** SIGSTOP, as for a virtual machine that is moved: the process neither works nor notices. */
    public void suspend() throws IOException, InterruptedException {
        signal("-STOP");
    }

    /** SIGCONT. */
    public void resume() throws IOException, InterruptedException {
        signal("-CONT");
    }

    private void signal(String signal) throws IOException, InterruptedException {
        int exit = new ProcessBuilder("kill", signal, Long.toString(process.pid())).inheritIO().start().waitFor();
        if (exit != 0) {
            throw new IOException("kill " + signal + " ended with " + exit);
        }
    }

    private AssertionError ended(String what) {
        return new AssertionError(what + ": the child ended with " + process.exitValue() + "\n" + output());
    }

    public String output() {
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
