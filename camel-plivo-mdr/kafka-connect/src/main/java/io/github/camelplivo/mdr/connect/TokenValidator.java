package io.github.camelplivo.mdr.connect;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** A token is not blank, and no reference. Its value is in no message. */
final class TokenValidator implements ConfigDef.Validator {

    @Override
    public void ensureValid(String name, @Nullable Object value) {
        if (!(value instanceof Password password) || password.value() == null || password.value().isBlank()) {
            throw new ConfigException(name + " is missing or blank: set it to the auth token of the account");
        }
        if (isReference(password.value())) {
            throw new ConfigException(
                    name + " is a reference that the worker cannot resolve: check config.providers, its allowed paths, and the"
                                      + " file and key that the reference names");
        }
    }

    private static boolean isReference(String token) {
        return token.startsWith("${") && token.endsWith("}");
    }

    @Override
    public String toString() {
        return "an auth token";
    }
}
