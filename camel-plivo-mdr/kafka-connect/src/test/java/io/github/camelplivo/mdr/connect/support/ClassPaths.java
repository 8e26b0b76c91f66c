package io.github.camelplivo.mdr.connect.support;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The class paths of the processes of a test. */
final class ClassPaths {

    private ClassPaths() {
    }

    /** That of this test, for the broker. */
    static List<Path> all() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator)).map(Path::of).toList();
    }

    /**
     * That of a worker as people install it: without the classes of this project, and without the jars that only the
     * plugin brings. Jackson is in both.
     */
    static List<Path> worker(Path pluginPath) {
        Set<String> plugin = jars(pluginPath);
        return all().stream().filter(Files::isRegularFile).filter(jar -> {
            String name = jar.getFileName().toString();
            return name.startsWith("jackson-") || !(name.contains("plivo-mdr") || plugin.contains(name));
        }).toList();
    }

    /** The names of the jars in the folder. */
    static Set<String> jars(Path folder) {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.map(file -> file.getFileName().toString()).filter(name -> name.endsWith(".jar"))
                    .collect(Collectors.toSet());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
