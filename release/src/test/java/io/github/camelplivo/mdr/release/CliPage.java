package io.github.camelplivo.mdr.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files and the command of docs/camel-cli.md. */
final class CliPage {

    /** The paragraph above a file names it first. */
    private static final Pattern FILE
            = Pattern.compile("^`([\\w.]+)` [^`]*:\\n\\n```(?:yaml|properties)\\n(.*?)^```$",
                    Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern RUN = Pattern.compile("^camel (run .*)$", Pattern.MULTILINE);

    private final String text;

    CliPage() throws IOException {
        text = Files.readString(Bundle.ROOT.resolve("docs/camel-cli.md"));
    }

    void copyFiles(Path folder) throws IOException {
        Matcher files = FILE.matcher(text);
        while (files.find()) {
            Files.writeString(folder.resolve(files.group(1)), files.group(2));
        }
    }

    /** @return the words after {@code camel} */
    List<String> runCommand() {
        Matcher command = RUN.matcher(text);
        if (!command.find()) {
            throw new IllegalStateException("docs/camel-cli.md has no line that begins with: camel run");
        }
        return List.of(command.group(1).split(" "));
    }
}
