package io.github.camelplivo.quickstart;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.IntStream;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class JsonLinesTest {

    @TempDir
    private Path folder;

    @Test
    void writesARecordUnchanged() throws IOException {
        String json
                = "{\"message_uuid\":\"a\",\"total_amount\":\"0.00350\",\"units\":1,\"new\":{\"name\":\"Zo\u00eb\\n\",\"of\":null}}";
        append(List.of(MessageDetailRecord.parse(json)));

        assertThat(lines()).containsExactly(json);
    }

    @Test
    void replacesALineThatAKillCutOff() throws IOException {
        append(records(0, 20));
        String before = Files.readString(file());
        append(records(20, 21));
        String whole = Files.readString(file());
        for (int length = before.length(); length < whole.length(); length++) {
            Files.writeString(file(), whole.substring(0, length), StandardOpenOption.TRUNCATE_EXISTING);
            append(records(20, 21));

            assertThat(Files.readString(file())).isEqualTo(whole);
        }
    }

    /** Like a process that starts, writes one page and ends. */
    private void append(List<MessageDetailRecord> page) throws IOException {
        try (JsonLines file = new JsonLines(file())) {
            file.append(page);
        }
    }

    private static List<MessageDetailRecord> records(int from, int to) {
        return IntStream.range(from, to)
                .mapToObj(number -> MessageDetailRecord.parse("{\"message_uuid\":\"" + number + "\",\"units\":1}")).toList();
    }

    private List<String> lines() throws IOException {
        return Files.readAllLines(file());
    }

    private Path file() {
        return folder.resolve("test.jsonl");
    }
}
