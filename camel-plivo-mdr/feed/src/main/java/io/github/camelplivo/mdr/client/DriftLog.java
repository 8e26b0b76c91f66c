package io.github.camelplivo.mdr.client;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import io.github.camelplivo.mdr.log.FeedLogger;
import io.github.camelplivo.mdr.model.MessageDetailRecord;
import io.github.camelplivo.mdr.model.SchemaDrift;

/**
 * Logs each {@link SchemaDrift} once in the life of the component, and counts them. For any number of clients: it is
 * Plivo that changes its records, not an account.
 */
public final class DriftLog {

    /** So many are told apart: a server with ever new names must not fill memory and log. */
    static final int MAX = 100;

    private static final FeedLogger LOG = FeedLogger.of(DriftLog.class);
    private static final int MAX_TEXT = 120;

    /** As they came, only cut. */
    private final Set<String> seen = ConcurrentHashMap.newKeySet();

    /** @param credentials of the account of the record, to be hidden */
    void record(MessageDetailRecord record, Credentials credentials) {
        for (SchemaDrift drift : SchemaDrift.of(record)) {
            note(drift, credentials);
        }
    }

    private void note(SchemaDrift drift, Credentials credentials) {
        String key = cut(drift.field()) + " " + cut(drift.problem());
        // usually it was: every record of a server that has changed comes here
        if (!seen.contains(key)) {
            noteNew(key, drift, credentials);
        }
    }

    private synchronized void noteNew(String key, SchemaDrift drift, Credentials credentials) {
        if (seen.size() < MAX && seen.add(key)) {
            // no alarm: there is nothing to do, and a record may have had it for years
            LOG.info("Plivo's records have changed: {}. Records keep it and no data is lost; a newer version of this component"
                     + " may know it. Logged once{}",
                    shown(drift.field(), credentials) + " " + shown(drift.problem(), credentials),
                    seen.size() == MAX ? "; further changes are not logged (limit " + MAX + ")" : "");
        }
    }

    private static String shown(String text, Credentials credentials) {
        String line = credentials.line(text);
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
