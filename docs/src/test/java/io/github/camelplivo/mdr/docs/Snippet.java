package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A block of code in a page.
 *
 * @param page     the name of its file
 * @param section  the heading of level two above it, or an empty text
 * @param number   its number in the page, from 1
 * @param language the word after its fence
 */
record Snippet(String page, String section, int number, String language, String text) {

    static final Path DOCS = Path.of(System.getProperty("basedir", "")).toAbsolutePath();
    private static final Pattern HEADING = Pattern.compile("^## (.*)$", Pattern.MULTILINE);
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```$", Pattern.MULTILINE | Pattern.DOTALL);

    static List<Snippet> all() throws IOException {
        try (Stream<Path> files = Files.list(DOCS)) {
            List<Snippet> snippets = new ArrayList<>();
            Stream<Path> readme = Stream.of(DOCS.resolveSibling("README.md")).filter(Files::exists);
            for (Path page : Stream.concat(readme, files.filter(f -> f.toString().endsWith(".md")).sorted()).toList()) {
                String text = Files.readString(page);
                Matcher block = BLOCK.matcher(text);
                for (int number = 1; block.find(); number++) {
                    snippets.add(new Snippet(
                            page.getFileName().toString(), section(text.substring(0, block.start())), number, block.group(1),
                            block.group(2)));
                }
            }
            return snippets;
        }
    }

    /** The blocks of a language in a section, in their order. */
    static List<Snippet> of(String page, String section, String language) throws IOException {
        return all().stream().filter(snippet -> snippet.page().equals(page) && snippet.section().equals(section)
                && snippet.language().equals(language)).toList();
    }

    /** All blocks of properties of some snippets, as one. */
    static Properties properties(Stream<Snippet> snippets) throws IOException {
        Properties properties = new Properties();
        for (Snippet snippet : snippets.filter(snippet -> snippet.language().equals("properties")).toList()) {
            properties.load(new StringReader(snippet.text()));
        }
        return properties;
    }

    private static String section(String before) {
        return HEADING.matcher(before).results().reduce((first, second) -> second).map(heading -> heading.group(1)).orElse("");
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
