package io.github.camelplivo.mdr.simulator;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The credentials of an account or a subaccount.
 *
 * @param authId    20 characters of {@code A-Z0-9}: {@code MA} and 18 more for an account, {@code SA} for a subaccount
 * @param authToken any text
 */
record Credentials(String authId, String authToken) {

    private static final Pattern AUTH_ID = Pattern.compile("(MA|SA)[A-Z0-9]{18}");

    /** @throws IllegalArgumentException if the auth id has another form */
    Credentials {
        if (!AUTH_ID.matcher(authId).matches()) {
            throw new IllegalArgumentException(
                    "Auth id '" + authId + "' is not MA or SA and 18 more characters of A-Z and 0-9");
        }
        Objects.requireNonNull(authToken, "authToken");
    }

    boolean isSubaccount() {
        return authId.startsWith("SA");
    }
}
