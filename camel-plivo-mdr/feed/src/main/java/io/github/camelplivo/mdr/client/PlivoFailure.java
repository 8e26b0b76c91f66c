package io.github.camelplivo.mdr.client;

import org.jspecify.annotations.Nullable;

/** A failure of a request to Plivo, whose message says all there is to say. */
public interface PlivoFailure {

    /** The status code of the response, 0 where there was none. */
    int getStatusCode();

    /** What went wrong, in Plivo's words where it said any; one line, at most 300 characters. */
    @Nullable
    String getProblem();
}
