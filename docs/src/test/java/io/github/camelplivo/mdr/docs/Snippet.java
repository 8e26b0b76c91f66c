package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of code in a page.
 *
 * @param page     the name of its file
 * @param number   its number there, from 1
 * @param language what stands after its fence
 */
record Snippet(String page, int number, String language, String text) {

    static final Path DOCS = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    static List<Snippet> all() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            List<Snippet> snippets = new ArrayList<>();
            Stream<Path> readme = Stream.of(DOCS.resolveSibling("README.md")).filter(Files::exists);
            for (Path page : Stream.concat(readme, files.filter(f -> f.toString().endsWith(".md")).sorted()).toList()) {
                Matcher block = BLOCK.matcher(Files.readString(page));
                for (int number = 1; block.find(); number++) {
                    snippets.add(new Snippet(page.getFileName().toString(), number, block.group(1), block.group(2)));
                }
            }
            return snippets;
        }
    }

    boolean isRoute() {
        return switch (language) {
            case "java" -> text.contains("from(\"") && !isClass();
            case "xml" -> text.startsWith("<route") || text.startsWith("<camel");
            case "yaml" -> text.startsWith("- ");
            default -> false;
        };
    }

    /** Java that is a whole file. */
    boolean isFile() {
        return language.equals("java") && text.startsWith("package ");
    }

    /** Java that is a whole class. */
    boolean isClass() {
        return Pattern.compile("^(public )?class ", Pattern.MULTILINE).matcher(text).find();
    }

    @Override
    public String toString() {
        return page + ", block " + number + " (" + language + ")";
    }
}
