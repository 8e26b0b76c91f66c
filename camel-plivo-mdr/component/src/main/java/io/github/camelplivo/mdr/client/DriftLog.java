package io.github.camelplivo.mdr.client;

import java.util.HashSet;
import java.util.Set;

import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.SchemaDrift;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says once of each {@link SchemaDrift} that it was seen, and counts them. */
final class DriftLog {

    /** So many are told apart: a server with ever new names must not fill memory and log. */
    static final int MAX = 100;

    private static final Logger LOG = LoggerFactory.getLogger(DriftLog.class);
    private static final int MAX_TEXT = 120;

    private final Credentials credentials;
    private final Set<String> seen = new HashSet<>();

    DriftLog(Credentials credentials) {
        this.credentials = credentials;
    }

    void look(MessageDetailRecord record) {
        for (SchemaDrift drift : SchemaDrift.of(record)) {
            note(drift);
        }
    }

    private synchronized void note(SchemaDrift drift) {
        if (seen.size() == MAX) {
            return;
        }
        String text = shown(drift.field()) + " " + shown(drift.problem());
        if (seen.add(text)) {
            LOG.warn("Plivo's records have changed: {}. Nothing of them is lost; a newer version of this component may know"
                     + " the change. This is said once{}",
                    text, seen.size() == MAX ? ", and other changes no more: there were " + MAX : "");
        }
    }

    private String shown(String text) {
        // before it is cut, or the beginning of a token could be left
        String line = ErrorText.line(credentials.hide(text));
        return line == null ? "''" : line.substring(0, Math.min(line.length(), MAX_TEXT));
    }

    /** How many different ones were seen, at most {@link #MAX}. */
    synchronized int count() {
        return seen.size();
    }
}
