package io.github.camelplivo.mdr;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import com.sun.source.tree.ClassTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.LineMap;
import com.sun.source.tree.MethodTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreePathScanner;
import com.sun.source.util.Trees;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** A class is one idea of at most 200 lines, in all modules, and a method one step of at most 40. */
class ClassLengthTest {

    private static final int LONGEST_CLASS = 200;
    private static final int LONGEST_METHOD = 40;

    /** Classes that are lists, with the reason: another entry makes them longer, but adds no idea. */
    private static final Map<String, String> LISTS = Map.of(
            "PlivoMdrConfiguration", "field, getter and setter of each option",
            "PlivoMdrComponentConfiguration", "the starter's mirror of the component's options",
            "MessageDetailRecord", "a getter for each field of Plivo's record");

    private static final Path ROOT = Path.of("../..");
    private static final Pattern MODULE = Pattern.compile("<module>(.*)</module>");

    /** Names of classes (files) and methods that are too long, with how long they are. */
    private final Map<String, Long> tooLong = new TreeMap<>();

    @Test
    void noClassAndNoMethodIsTooLong() throws IOException {
        measure(sources());

        assertThat(tooLong.keySet()).as("An exception that is no longer needed is removed").containsAll(LISTS.keySet());
        tooLong.keySet().removeAll(LISTS.keySet());
        assertThat(tooLong)
                .as("Longer than %d lines of a file or %d of a method: look for the second idea, and give it a class of its own",
                        LONGEST_CLASS, LONGEST_METHOD)
                .isEmpty();
    }

    private static List<Path> sources() throws IOException {
        List<Path> sources = new ArrayList<>();
        for (String module : MODULE.matcher(Files.readString(ROOT.resolve("pom.xml"))).results().map(m -> m.group(1))
                .toList()) {
            Path folder = ROOT.resolve(module).resolve("src/main/java");
            if (Files.exists(folder)) {
                try (Stream<Path> files = Files.walk(folder)) {
                    files.filter(file -> file.toString().endsWith(".java")).forEach(sources::add);
                }
            }
        }
        return sources;
    }

    private void measure(List<Path> sources) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            JavacTask task
                    = (JavacTask) compiler.getTask(null, files, null, null, null, files.getJavaFileObjectsFromPaths(sources));
            SourcePositions positions = Trees.instance(task).getSourcePositions();
            for (CompilationUnitTree file : task.parse()) {
                measure(file, positions);
            }
        }
    }

    private void measure(CompilationUnitTree file, SourcePositions positions) {
        Path path = Path.of(file.getSourceFile().toUri());
        note(path.getFileName().toString().replace(".java", ""), lines(path), LONGEST_CLASS);
        LineMap map = file.getLineMap();
        new TreePathScanner<Void, String>() {
            @Override
            public Void visitClass(ClassTree type, String outer) {
                // an anonymous class has no name, and counts as part of the method that it is in
                return super.visitClass(type, type.getSimpleName().isEmpty() ? outer : type.getSimpleName().toString());
            }

            @Override
            public Void visitMethod(MethodTree method, String type) {
                long first = map.getLineNumber(positions.getStartPosition(file, method));
                long last = map.getLineNumber(positions.getEndPosition(file, method));
                note(type + "." + method.getName(), last - first + 1, LONGEST_METHOD);
                return super.visitMethod(method, type);
            }
        }.scan(file, null);
    }

    private void note(String name, long lines, int longest) {
        if (lines > longest) {
            tooLong.put(name, lines);
        }
    }

    private static long lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
