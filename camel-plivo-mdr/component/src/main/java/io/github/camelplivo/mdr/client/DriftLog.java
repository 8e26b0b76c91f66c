package io.github.camelplivo.mdr.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

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
    /** As they came, only cut. */
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    DriftLog(Credentials credentials) {
        this.credentials = credentials;
    }

    void look(MessageDetailRecord record) {
        for (SchemaDrift drift : SchemaDrift.of(record)) {
            note(drift);
        }
    }

    private void note(SchemaDrift drift) {
        String key = cut(drift.field()) + " " + cut(drift.problem());
        // usually it was: every record of a server that has changed comes here
        if (!seen.contains(key)) {
            noteNew(key, drift);
        }
    }

    private synchronized void noteNew(String key, SchemaDrift drift) {
        if (seen.size() < MAX && seen.add(key)) {
            LOG.warn("Plivo's records have changed: {}. Nothing of them is lost; a newer version of this component may know"
                     + " the change. This is said once for each account{}",
                    shown(drift.field()) + " " + shown(drift.problem()),
                    seen.size() == MAX ? ", and other changes no more: there were " + MAX : "");
        }
    }

    private String shown(String text) {
        // before it is cut, or the beginning of a token could be left
        String line = ErrorText.line(credentials.hide(text));
        return line == null ? "''" : cut(line);
    }

    private static String cut(String text) {
        return text.substring(0, Math.min(text.length(), MAX_TEXT));
    }

    /** How many different ones were seen, at most {@link #MAX}. */
    int count() {
        return seen.size();
    }
}
