package io.github.camelplivo.mdr.support;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import io.github.camelplivo.mdr.PlivoMdrConstants;
import io.github.camelplivo.mdr.model.MdrPage;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.apache.camel.Exchange;

/** The process that the kill test kills: a route that records its deliveries. */
public final class JournalRoute {

    /** In bytes: a page id, a blank, a uuid and the end of the line. */
    public static final int LINE_LENGTH = 32 + 1 + 36 + 1;

    /** A record as it was delivered. */
    public record Line(String pageId, String uuid) {
    }

    private JournalRoute() {
    }

    /** @param arguments the URI to read from, and the file for one line per record */
    public static void main(String[] arguments) throws Exception {
        try (FileOutputStream journal = new FileOutputStream(arguments[1])) {
            ChildRoute.run(arguments[0], exchange -> write(exchange, journal));
        }
    }

    static void write(Exchange exchange, FileOutputStream journal) throws IOException {
        write(exchange.getMessage().getHeader(PlivoMdrConstants.PAGE_ID, String.class),
                exchange.getMessage().getBody(MdrPage.class), journal);
    }

    /**
     * One write per record, so that a kill leaves parts of pages; all of them are on the disk before the page
     * completes.
     */
    private static void write(String pageId, MdrPage page, FileOutputStream journal) throws IOException {
        for (MessageDetailRecord record : page) {
            journal.write((pageId + " " + record.getMessageUuid() + "\n").getBytes(StandardCharsets.US_ASCII));
        }
        journal.getFD().sync();
    }

    /** The whole lines of a journal: a torn last one was not on the disk, so its page was not completed. */
    public static List<Line> read(Path journal) throws IOException {
        String text = Files.exists(journal) ? Files.readString(journal, StandardCharsets.US_ASCII) : "";
        return text.substring(0, text.lastIndexOf('\n') + 1).lines()
                .map(line -> line.split(" ")).map(line -> new Line(line[0], line[1])).toList();
    }
}
