package io.github.camelplivo.mdr.release;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The files and commands of docs/camel-cli.md. */
final class CliPage {

    /** The paragraph above a file names it first. */
    private static final Pattern FILE
            = Pattern.compile("^`([\\w.]+)` [^`]*:\\n\\n```(?:yaml|properties)\\n(.*?)^```$",
                    Pattern.MULTILINE | Pattern.DOTALL);
    private static final Pattern COMMAND = Pattern.compile("^camel (\\w+) (.*(?:\\\\\\n.*)*)$", Pattern.MULTILINE);

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

    /** @return the command of this name without {@code camel}, as words */
    List<String> command(String name) {
        return COMMAND.matcher(text).results().filter(command -> command.group(1).equals(name)).map(MatchResult::group)
                .map(command -> List.of(command.replaceFirst("camel ", "").split("[\\s\\\\]+"))).findFirst().orElseThrow();
    }
}
