package io.github.camelplivo.sqlledger;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

import io.github.camelplivo.sqlledger.Difference.Kind;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** A CSV file (UTF-8) with a line for each difference, and the number of records of each kind. */
final class DifferenceFile implements AutoCloseable {

    private static final CSVFormat FORMAT = CSVFormat.DEFAULT.builder()
            .setHeader("message_uuid", "kind", "column", "ledger", "plivo").get();

    private final Path path;
    private final Map<Kind, Long> counts = new EnumMap<>(Kind.class);
    private CSVPrinter printer;

    /** @param path of a new file, which is created with the first difference */
    DifferenceFile(Path path) {
        this.path = path;
    }

    /** @param differences of one record */
    void add(List<Difference> differences) throws IOException {
        if (printer == null) {
            printer = new CSVPrinter(Files.newBufferedWriter(path, StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW), FORMAT);
        }
        for (Difference difference : differences) {
            printer.printRecord(
                    difference.uuid(), difference.kind(), difference.column(), difference.ledger(), difference.plivo());
        }
        counts.merge(differences.get(0).kind(), 1L, Long::sum);
    }

    Map<Kind, Long> counts() {
        return counts;
    }

    @Override
    public void close() throws IOException {
        if (printer != null) {
            printer.close();
        }
    }
}
