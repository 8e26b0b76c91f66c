package io.github.camelplivo.kafkafleet;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Programs in JVMs of their own, which can be killed. */
final class Children implements AutoCloseable {

    private final Path log;
    private final Map<String, String> properties;
    private final List<Process> all = new ArrayList<>();

    /** @param log the file of the output of all programs */
    Children(Path log, Map<String, String> properties) {
        this.log = log;
        this.properties = properties;
    }

    Process start(Class<?> program, String... arguments) throws IOException {
        List<String> command = new ArrayList<>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        // there are many, and they are short-lived
        command.addAll(List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"));
        properties.forEach((name, value) -> command.add("-D" + name + "=" + value));
        command.addAll(List.of(Child.class.getName(), program.getName()));
        command.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
        builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
        Process process = builder.start();
        all.add(process);
        return process;
    }

    /** SIGKILL on platforms with signals. */
    static void kill(Process process) {
        process.destroyForcibly().onExit().join();
    }

    /** SIGSTOP or SIGCONT. */
    static void signal(Process process, String name) throws Exception {
        if (new ProcessBuilder("kill", "-" + name, String.valueOf(process.pid())).inheritIO().start().waitFor() != 0) {
            throw new IllegalStateException("Process " + process.pid() + " did not receive " + name);
        }
    }

    @Override
    public void close() {
        all.forEach(Children::kill);
    }
}
