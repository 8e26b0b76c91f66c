package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import javax.tools.JavaCompiler;
import javax.tools.StandardJavaFileManager;
import javax.tools.ToolProvider;

import static org.assertj.core.api.Assertions.assertThat;

/** Compiles the Java of the pages, with the imports that a reader's editor would add. */
final class JavaSnippets {

    private static final String IMPORTS = """
            import java.time.*;
            import java.util.*;
            import io.github.camelplivo.mdr.*;
            import io.github.camelplivo.mdr.client.*;
            import io.github.camelplivo.mdr.model.*;
            import io.github.camelplivo.mdr.simulator.*;
            import org.apache.camel.*;
            import org.apache.camel.builder.RouteBuilder;
            import org.apache.camel.component.kafka.*;
            import org.apache.camel.component.mock.MockEndpoint;
            import org.apache.camel.http.base.HttpOperationFailedException;
            import org.apache.camel.test.junit5.CamelTestSupport;
            import org.junit.jupiter.api.Test;
            import org.junit.jupiter.api.extension.ExtendWith;
            """;

    private final Path folder;

    JavaSnippets(Path folder) {
        this.folder = folder;
    }

    /** @return a RouteBuilder of the class loader */
    Object routes(Snippet snippet, ClassLoader parent) throws Exception {
        compile("""
                public class Routes extends RouteBuilder {
                    public void configure() throws Exception {
                %s}}""", snippet);
        // stays open, because the builder may load further classes
        URLClassLoader loader = new URLClassLoader(new URL[] { folder.toUri().toURL() }, parent);
        return loader.loadClass("Routes").getConstructor().newInstance();
    }

    void classOrStatements(Snippet snippet) throws IOException {
        compile(snippet.isClass() ? "%s" : """
                class Snippet {
                    void use(Exchange exchange, CamelContext context) throws Exception {
                %s}}""", snippet);
    }

    /** @return a class loader with these classes, which have their own imports */
    URLClassLoader files(Map<String, String> sources) throws IOException {
        List<Path> files = new ArrayList<>();
        for (Map.Entry<String, String> source : sources.entrySet()) {
            files.add(Files.writeString(folder.resolve(source.getKey() + ".java"), source.getValue()));
        }
        compile(files, sources.keySet().toString());
        return new URLClassLoader(new URL[] { folder.toUri().toURL() }, JavaSnippets.class.getClassLoader());
    }

    private void compile(String frame, Snippet snippet) throws IOException {
        Path source = folder.resolve("Routes.java");
        Files.writeString(source, IMPORTS + frame.formatted(snippet.text()));
        compile(List.of(source), snippet.toString());
    }

    private void compile(List<Path> sources, String description) throws IOException {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        try (StandardJavaFileManager files = compiler.getStandardFileManager(null, null, null)) {
            boolean compiled = compiler.getTask(messages, files, null,
                    List.of("-d", folder.toString(), "-cp", System.getProperty("java.class.path")), null,
                    files.getJavaFileObjectsFromPaths(sources)).call();
            assertThat(compiled).as(description + ": " + messages).isTrue();
        }
    }
}
