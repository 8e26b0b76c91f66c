package io.github.camelplivo.kafkafleet;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Properties;

/** Accounts and subaccounts with their tokens: lines of the form {@code SA...=token}. */
public final class Accounts {

    private final Properties tokens = new Properties();

    Accounts(Path file) throws IOException {
        if (!Files.isReadable(file)) {
            throw new FileNotFoundException(
                    "No file " + file.toAbsolutePath() + ": it must have a line MA...=token or SA...=token for each account");
        }
        try (Reader reader = Files.newBufferedReader(file)) {
            tokens.load(reader);
        }
    }

    Collection<String> ids() {
        return tokens.stringPropertyNames();
    }

    /** @throws IllegalArgumentException if the file has no such account */
    public String token(String authId) {
        String token = tokens.getProperty(authId);
        if (token == null) {
            throw new IllegalArgumentException("No token for account " + authId + ": add a line to the file of accounts");
        }
        return token;
    }
}
