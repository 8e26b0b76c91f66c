package io.github.camelplivo.mdr.client;

import java.io.IOException;
import java.util.Objects;

/** A response began, but its body could not be read. */
final class IncompleteResponseException extends IOException {

    private static final long serialVersionUID = 1;

    IncompleteResponseException(IOException cause) {
        super(cause.getMessage(), cause);
    }

    @Override
    public synchronized IOException getCause() {
        return (IOException) Objects.requireNonNull(super.getCause());
    }
}
