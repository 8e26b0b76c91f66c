package io.github.camelplivo.mdr.connect.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A JVM of its own that can be killed and suspended. It ends with the test, also if the JVM of the test is killed: each
 * has a shell beside it whose standard input is a pipe from that JVM.
 */
final class ChildProcess implements AutoCloseable {

    private static final List<String> LIGHT
            = List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Djava.net.preferIPv4Stack=true");
    private static final int SHOWN = 4_000;

    private final Process process;
    private final Process watch;
    private final Path log;

    private ChildProcess(Process process, Process watch, Path log) {
        this.process = process;
        this.watch = watch;
        this.log = log;
    }

    /**
     * @param log  the file of its output, which is appended to
     * @param heap such as 256m
     */
    static ChildProcess start(Path log, String heap, List<Path> classPath, String main, Path argument) {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(LIGHT);
        command.add("-Xmx" + heap);
        command.add("-Dlogback.configurationFile=" + ChildProcess.class.getResource("/logback-child.xml"));
        command.add(main);
        command.add(argument.toString());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put(
                "CLASSPATH", String.join(File.pathSeparator, classPath.stream().map(Path::toString).toList()));
        try {
            Process process = builder.start();
            Process watch = new ProcessBuilder("sh", "-c", "read end; kill -9 " + process.pid()).start();
            return new ChildProcess(process, watch, log);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** SIGKILL: no shutdown hook runs, nothing is flushed. Returns when the process has ended. */
    void kill() {
        watch.destroyForcibly().onExit().join();
        process.destroyForcibly().onExit().join();
    }

    /** SIGSTOP: the process and its connections stay, but nothing of it runs. */
    void suspend() {
        signal("STOP");
    }

    /** SIGCONT: it continues as if no time had gone by. */
    void resume() {
        signal("CONT");
    }

    private void signal(String signal) {
        try {
            if (new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid())).start().onExit().join().exitValue()
                != 0) {
                throw new IllegalStateException("The process " + process.pid() + " cannot be sent " + signal + "\n" + output());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** @throws AssertionError with the end of its log, if it has ended */
    void requireAlive() {
        if (!process.isAlive()) {
            throw new AssertionError("It ended with " + process.exitValue() + "\n" + output());
        }
    }

    /** The end of its log. */
    String output() {
        try {
            String text = Files.readString(log);
            return log + ":\n" + text.substring(Math.max(0, text.length() - SHOWN));
        } catch (IOException e) {
            return log + " cannot be read: " + e;
        }
    }

    @Override
    public void close() {
        kill();
    }

    /** A port of the loopback interface that is free now. */
    static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
