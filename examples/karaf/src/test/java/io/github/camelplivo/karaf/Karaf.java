package io.github.camelplivo.karaf;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A real Karaf as a separate process, with a folder and a Maven repository of its own instead of the user's.
 */
final class Karaf implements AutoCloseable {

    private final Path home;
    private final Path base;
    private Process process;

    Karaf(Path home, Path base, Path repository) throws IOException {
        this.home = home;
        this.base = base;
        Files.createDirectories(base.resolve("data"));
        Files.createDirectories(base.resolve("deploy"));
        try (Stream<Path> files = Files.walk(home.resolve("etc"))) {
            for (Path file : files.toList()) {
                Files.copy(file, base.resolve(home.relativize(file).toString()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
        configure("org.ops4j.pax.url.mvn", Map.of(
                "org.ops4j.pax.url.mvn.localRepository", repository, "org.ops4j.pax.url.mvn.repositories", ""));
        configure("org.apache.karaf.shell", Map.of("sshPort", freePort()));
        configure("org.apache.karaf.management", Map.of("rmiRegistryPort", freePort(), "rmiServerPort", freePort()));
    }

    /** Installs a feature at the first start, in addition to Karaf's own. */
    void boot(String feature, List<Path> repositories) throws IOException {
        Path file = etc("org.apache.karaf.features");
        String urls = repositories.stream().map(path -> path.toUri() + ", ").collect(Collectors.joining());
        Files.writeString(file, Files.readString(file)
                .replaceFirst("featuresRepositories = ", "$0" + urls)
                .replaceFirst("featuresBoot = ", "$0" + feature + ", "));
    }

    /** Appends settings to a file in {@code etc}; the last value of a name applies. */
    void configure(String name, Map<String, ?> settings) throws IOException {
        String lines = settings.entrySet().stream().map(setting -> setting.getKey() + " = " + setting.getValue() + "\n")
                .collect(Collectors.joining("", "\n", ""));
        Files.writeString(etc(name), lines, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    void start() throws IOException {
        process = script("karaf", "server");
    }

    /** Kills the process, like {@code kill -9}. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    /** Stops the process, as an administrator does. */
    void stop() throws Exception {
        script("stop").waitFor();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IllegalStateException(process + " did not stop in an orderly way, see " + base);
        }
    }

    boolean isAlive() {
        return process.isAlive();
    }

    String log() throws IOException {
        Path log = base.resolve("data/log/karaf.log");
        return Files.exists(log) ? Files.readString(log) : "";
    }

    @Override
    public void close() {
        if (process != null) {
            kill();
        }
    }

    private Process script(String name, String... arguments) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Stream.concat(Stream.of(home.resolve("bin").resolve(name).toString()), Stream.of(arguments)).toList());
        builder.environment().keySet().removeIf(variable -> variable.startsWith("KARAF_"));
        builder.environment().putAll(Map.of(
                "JAVA_HOME", System.getProperty("java.home"),
                "KARAF_BASE", base.toString(),
                "KARAF_DATA", base.resolve("data").toString(),
                "KARAF_ETC", base.resolve("etc").toString(),
                // without a shell, which would be killed instead
                "KARAF_EXEC", "exec"));
        return builder.redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(base.resolve("out.txt").toFile())).start();
    }

    private Path etc(String name) {
        return base.resolve("etc").resolve(name + ".cfg");
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
