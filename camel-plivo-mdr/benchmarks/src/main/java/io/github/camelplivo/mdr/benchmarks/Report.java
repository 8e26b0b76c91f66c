package io.github.camelplivo.mdr.benchmarks;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.type.TypeReference;

/**
 * The results ({@code performance.json}), from which the tables of {@link #PAGES} and the plots in {@code pictures} are
 * made.
 */
final class Report {

    static final String RESULTS = "performance.json";
    static final List<String> PAGES = List.of("performance.md", "operations.md");

    private static final Pattern MARKED = Pattern.compile("(<!-- table (\\w+) -->\n).*?(<!-- end -->)", Pattern.DOTALL);

    private final Path docs;
    private final Map<String, Table> tables;

    private Report(Path docs, Map<String, Table> tables) {
        this.docs = docs;
        this.tables = tables;
    }

    /** Reads the results of earlier runs. */
    static Report in(Path docs) throws IOException {
        Path results = docs.resolve(RESULTS);
        Map<String, Table> tables = Files.exists(results)
                ? Child.JSON.readValue(results.toFile(), new TypeReference<LinkedHashMap<String, Table>>() {
                }) : new LinkedHashMap<>();
        return new Report(docs, tables);
    }

    Map<String, Table> tables() {
        return tables;
    }

    void put(Table table) {
        tables.put(table.name(), table);
    }

    void write() throws IOException {
        Child.JSON.writerWithDefaultPrettyPrinter().writeValue(docs.resolve(RESULTS).toFile(), tables);
        for (String name : PAGES) {
            Path page = docs.resolve(name);
            Files.writeString(page, filled(Files.readString(page)));
        }
        new Plots(docs.resolve("pictures")).draw(tables);
    }

    /** The page, with its tables replaced by those of these results, and the targets compared with them. */
    String filled(String page) {
        Map<String, Table> all = new HashMap<>(tables);
        all.put(Targets.NAME, Targets.of(tables));
        return MARKED.matcher(page).replaceAll(
                marked -> all.containsKey(marked.group(2))
                        ? Matcher.quoteReplacement(marked.group(1) + markdown(all.get(marked.group(2))) + marked.group(3))
                        : Matcher.quoteReplacement(marked.group()));
    }

    private static String markdown(Table table) {
        return line(table.columns()) + line(table.columns().stream().map(column -> "---").toList())
               + table.rows().stream().map(row -> line(row.stream().map(Report::shown).toList()))
                       .collect(Collectors.joining());
    }

    private static String line(List<String> cells) {
        return "| " + String.join(" | ", cells) + " |\n";
    }

    private static String shown(Object value) {
        if (value instanceof Double number) {
            return String.format(Locale.ROOT, number < 10 ? "%.3f" : "%.1f", number);
        }
        return value instanceof Number number ? String.format(Locale.ROOT, "%,d", number.longValue()) : value.toString();
    }
}
