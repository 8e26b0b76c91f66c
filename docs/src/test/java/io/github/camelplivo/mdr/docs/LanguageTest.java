package io.github.camelplivo.mdr.docs;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.assertj.core.api.Assertions.assertThat;

/** The pages use the terms of the glossary and plain English. Code, links and the changelog may use other words. */
class LanguageTest {

    private static final Path ROOT = Snippet.DOCS.getParent();

    private static final int MOST_TERMS = 15;

    /** A word or phrase that the pages avoid, as a regular expression, and what to write instead. */
    private record Banned(Pattern pattern, String instead) {

        Banned(String regex, String instead) {
            this(Pattern.compile("\\b(?:" + regex.replace(" ", "\\s+") + ")\\b", Pattern.CASE_INSENSITIVE), instead);
        }
    }

    private static final List<Banned> BANNED = List.of(
            // signs of a sentence that must be read twice
            new Banned("tells?|telling|told", "says, shows, configured"),
            new Banned("(?:go|goes|going|went) on", "continues"),
            new Banned("(?-i:reads?) on", "continues"),
            new Banned("stands(?! for\\b)", "is"),
            new Banned("so many", "a number"),
            new Banned("whoever", "the user, the operator"),
            new Banned("nobody", "a sentence with an actor"),
            new Banned("(?:as )?of late", "recently"),
            new Banned("(?:is|are|was|were) over(?! \\d)", "has ended"),
            new Banned("(?:at|in) hand", "current"),
            new Banned("anew", "again"),
            new Banned("(?:gives?|gave|giving) up", "stops, fails"),
            new Banned("(?<!there\\s)is none(?! of\\b)|that is one(?=[,.;])", "is not a …"),
            new Banned("(?:comes?|came|coming) (?:again|once more)", "is redelivered"),
            new Banned("(?:asks?|asked|asking) for", "requests"),
            // synonyms of a term
            new Banned("(?:a|its|their|the|whose|next|takes?|taking) turns?", "permit"),
            new Banned("setbacks?", "failure"),
            new Banned("horizon", "limit"),
            new Banned("row by row", "individually, one row per request"),
            new Banned("unreadable rows?|rows? that cannot be read", "malformed row"),
            new Banned("stop signal", "cancellation"),
            new Banned("list pace", "list rate"),
            new Banned("live period", "poll delay"),
            new Banned("(?:a|the|its|their) begin", "start"));

    /**
     * A sentence with "What" as its subject, such as "What it reads is kept". Questions and headings are no such
     * sentences.
     */
    private static final Pattern WHAT_SENTENCE = Pattern.compile(
            "(?:^|[.:!?]\\s+|\\|\\s+|\\*\\s+)(What\\s[^.?!|#]{1,120}?\\s(?:is|are|was|were|has|have|can|cannot|must|may|does|comes|waits|needs|counts"
                                                                 + "|fails)\\s)[^.?!|]*\\w[^.?!|]*[.|]",
            Pattern.MULTILINE);

    private static final Pattern FENCED = Pattern.compile("^[ >]*```.*?^[ >]*```", Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern NOT_PROSE = Pattern.compile("`[^`]*`|<!--.*?-->|\\]\\([^)]*\\)", Pattern.DOTALL);

    private static final Pattern TERM = Pattern.compile("^\\| (?!term \\||---)[^|]+ \\|", Pattern.MULTILINE);

    @Test
    void theGlossaryHasAtMostFifteenTerms() throws IOException {
        String page = Files.readString(Snippet.DOCS.resolve("how-the-feed-works.md"));
        int start = page.indexOf("\n## Glossary\n");
        assertThat(start).as("the glossary").isPositive();
        String glossary = page.substring(start, page.indexOf("\n## ", start + 1));

        assertThat(TERM.matcher(glossary).results().map(MatchResult::group)).isNotEmpty().hasSizeLessThanOrEqualTo(MOST_TERMS);
    }

    static Stream<String> pages() throws IOException {
        List<Path> pages = new ArrayList<>();
        for (String folder : List.of(".", "docs", "docs/decisions", "docs/monitoring")) {
            pages.addAll(markdown(ROOT.resolve(folder)));
        }
        try (Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            for (Path example : examples.filter(Files::isDirectory).toList()) {
                pages.addAll(markdown(example));
            }
        }
        return pages.stream().map(page -> ROOT.relativize(page.normalize()).toString().replace('\\', '/')).sorted()
                .filter(page -> !page.equals("CHANGELOG.md"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("pages")
    void usesNoBannedWord(String page) throws IOException {
        assertThat(problems(page, Files.readString(ROOT.resolve(page)))).isEmpty();
    }

    private static List<Path> markdown(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".md")).toList();
        }
    }

    private static List<String> problems(String page, String text) {
        String prose = blank(NOT_PROSE, blank(FENCED, text));
        List<String> problems = new ArrayList<>();
        for (Banned banned : BANNED) {
            banned.pattern().matcher(prose).results().forEach(found -> problems.add(problem(
                    page, prose, found.start(), found.group(), banned.instead())));
        }
        WHAT_SENTENCE.matcher(prose).results().forEach(found -> problems.add(problem(
                page, prose, found.start(1), found.group(1), "a sentence with an actor as its subject")));
        return problems;
    }

    private static String problem(String page, String prose, int start, String words, String instead) {
        long line = prose.substring(0, start).lines().count() + (start == 0 || prose.charAt(start - 1) == '\n' ? 1 : 0);
        return page + ":" + line + ": \"" + words.replaceAll("\\s+", " ").strip() + "\", write: " + instead;
    }

    /** Replaces text that is not prose by dots, so that each line keeps its number. */
    private static String blank(Pattern pattern, String text) {
        return pattern.matcher(text).replaceAll(part -> part.group().replaceAll("[^\\n]", "…"));
    }
}
