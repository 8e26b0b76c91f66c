package io.github.camelplivo.quickstart;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

/** The program as a user starts it, in a process of its own, with a smaller account and shorter waits. */
@Timeout(120)
class QuickstartTest {

    private static final String TOKEN = "token-of-the-simulated-account";
    private static final int SETTLE = 3;
    private static final int HISTORY = 300;

    @TempDir
    private Path folder;

    /** The exit code and output of a process. */
    private record Run(int exit, String output) {

        Instant end() {
            Matcher until = Pattern.compile("Equal to the account until (\\S+):").matcher(output);
            assertThat(until.find()).isTrue();
            return Instant.parse(until.group(1));
        }
    }

    @Test
    void writesTheAccountAndInTheNextRunNewRecords() throws Exception {
        Run first = run(Map.of());
        assertThat(first.output()).contains("mdr.jsonl", "0 missing in the file, 0 twice, 0 different")
                .contains("The feed reads the newest records when they are " + SETTLE + "s old")
                .doesNotContain("about 0 s to go", "lag", "WARN");
        assertThat(first.exit()).isZero();
        assertThat(form(first.output())).isEqualTo(form(Files.readString(Path.of("src/test/resources/output.txt"))));
        List<String> lines = records();
        assertThat(lines).hasSizeGreaterThanOrEqualTo(HISTORY).doesNotHaveDuplicates();
        assertComplete(first.end(), lines);
        assertThat(Files.readAllLines(file("enriched.jsonl"))).hasSize(3);

        Run second = run(Map.of());
        assertThat(second.output()).contains("Equal to the account", "0 missing in the file, 0 twice, 0 different");
        assertThat(second.exit()).isZero();
        List<String> more = records();
        assertThat(more.subList(0, lines.size())).isEqualTo(lines);
        assertThat(more).hasSizeGreaterThan(lines.size());
        assertThat(more.subList(lines.size(), more.size()))
                .allSatisfy(line -> assertThat(time(line)).isAfterOrEqualTo(first.end()));
        assertThat(more.stream().map(QuickstartTest::uuid)).doesNotHaveDuplicates();
        assertComplete(second.end(), more);

        assertThat(first.output() + second.output()).doesNotContain(TOKEN);
    }

    @Test
    void reportsAFileThatDiffersFromTheAccount() throws Exception {
        run(Map.of());
        List<String> lines = records();
        lines.set(1, lines.get(0));
        Files.write(file("mdr.jsonl"), lines);

        Run second = run(Map.of());

        assertThat(second.output()).contains("NOT EQUAL to the account", "1 missing in the file, 1 twice, 0 different");
        assertThat(second.exit()).isOne();
    }

    @Test
    void stopsCleanlyAndContinues() throws Exception {
        Process process = start(Map.of(), "-Dquickstart.latency=300");
        BufferedReader output = process.inputReader();
        await(output, "[1-9][0-9]* records.*");
        // not Process.destroy, which closes the output too
        process.toHandle().destroy();
        await(output, "Stopped before the end.*");
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        List<String> lines = records();
        assertThat(lines).isNotEmpty().hasSizeLessThan(HISTORY);
        // as if it had been killed while it wrote the next page
        Files.writeString(file("mdr.jsonl"), lines.get(0).substring(0, 50), StandardOpenOption.APPEND);

        Run second = run(Map.of());

        assertThat(second.output()).contains("Equal to the account", "0 missing in the file, 0 twice, 0 different");
        assertThat(second.exit()).isZero();
        assertThat(records()).startsWith(lines.toArray(String[]::new));
    }

    @Test
    void namesTheMissingHalfOfTheCredentials() throws Exception {
        Run run = run(Map.of("PLIVO_AUTH_TOKEN", "a-token-of-mine"));

        assertThat(run.output()).contains("PLIVO_AUTH_ID is not").doesNotContain("a-token-of-mine");
        assertThat(run.exit()).isEqualTo(2);
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void rejectsAWrongAuthId() throws Exception {
        Run run = run(Map.of("PLIVO_AUTH_ID", "MA1", "PLIVO_AUTH_TOKEN", "a-token-of-mine"));

        assertThat(run.output()).contains("authId is 'MA1', allowed is").doesNotContain("a-token-of-mine", "\tat ");
        assertThat(run.exit()).isOne();
    }

    /**
     * The lines are the records of the account, each once and with all fields, except those that have changed since
     * they were read.
     */
    private void assertComplete(Instant end, List<String> lines) throws IOException {
        Instant since = Instant.parse(Files.readString(file(SimulatedPlivo.SINCE)));
        Map<String, String> truth = new HashMap<>();
        SimulatedPlivo.account(since, HISTORY, Duration.ofSeconds(SETTLE)).truth(Instant.EPOCH, end)
                .forEach(json -> truth.put(json.get("message_uuid").asText(), json.toString()));
        assertThat(lines.stream().map(QuickstartTest::uuid)).containsExactlyInAnyOrderElementsOf(truth.keySet());

        List<String> others = lines.stream().filter(line -> !line.equals(truth.get(uuid(line)))).toList();
        assertThat(others).hasSizeLessThan(lines.size() / 10).allSatisfy(line -> assertThat(updated(line))
                .isBefore(updated(truth.get(uuid(line)))));
    }

    /**
     * The lines that remain in a terminal, where each progress line covers the one before it. Without what differs from run
     * to run: counts of the account, durations, times and the folder.
     */
    private static List<String> form(String output) {
        String counts = "[0-9,]+ records, [0-9,]+ pages, [0-9,]+ requests";
        return output.replaceAll("(?m)(^" + counts + ", .*\\R)+(?=" + counts + ", )", "").lines()
                .map(line -> line.replaceAll("[0-9,]+ (records|pages|requests)", "N $1").replaceAll("\\(\\d+ have", "(N have")
                        .replaceAll(" \\d+ s$", " N s").replaceAll("\\d+s old", "Ns old")
                        .replaceAll("\\d{4}-\\d\\d-\\d\\dT\\S+Z", "TIME").replaceAll("/\\S+/(?=MAQUICKSTART)", "FOLDER/"))
                .toList();
    }

    private static String uuid(String line) {
        return MessageDetailRecord.parse(line).getMessageUuid();
    }

    private static Instant time(String line) {
        return MessageDetailRecord.parse(line).getMessageTime().toInstant();
    }

    private static Instant updated(String line) {
        return MessageDetailRecord.parse(line).getMessageUpdatedTime().toInstant();
    }

    private Path file(String name) {
        return folder.resolve(SimulatedPlivo.AUTH_ID).resolve(name);
    }

    private List<String> records() throws IOException {
        return Files.readAllLines(file("mdr.jsonl"));
    }

    private Run run(Map<String, String> environment) throws Exception {
        return end(start(environment));
    }

    private Process start(Map<String, String> environment, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp", System.getProperty("java.class.path"), "-Dquickstart.data=" + folder,
                        "-Dquickstart.settle=" + SETTLE + "s", "-Dquickstart.follow=3", "-Dquickstart.history=" + HISTORY,
                        "-Dquickstart.latency=0"));
        command.addAll(List.of(options));
        command.add(Quickstart.class.getName());
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().keySet().removeIf(name -> name.startsWith("PLIVO_"));
        builder.environment().putAll(environment);
        return builder.start();
    }

    /** Reads up to a line that matches the pattern. */
    private static void await(BufferedReader output, String pattern) throws IOException {
        String line = output.readLine();
        while (line != null && !line.matches(pattern)) {
            line = output.readLine();
        }
        assertThat(line).isNotNull();
    }

    private static Run end(Process process) throws Exception {
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(10, TimeUnit.SECONDS)).isTrue();
        return new Run(process.exitValue(), output);
    }
}
