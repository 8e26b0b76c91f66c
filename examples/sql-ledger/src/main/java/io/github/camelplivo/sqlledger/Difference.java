package io.github.camelplivo.sqlledger;

import java.util.Locale;

/**
 * Something that the ledger had otherwise than Plivo.
 *
 * @param column the column of {@code mdr} that differs; {@code record} and {@code mdr_version} stand for their content,
 *               whose value is its fingerprint
 * @param ledger the value in the ledger, null for none
 * @param plivo  the value at Plivo, null for none
 */
record Difference(String uuid, Kind kind, String column, String ledger, String plivo) {

    /** What is wrong with a record of the ledger. A record has one kind, the first that applies. */
    enum Kind {

        /** Plivo has a record that {@code mdr} does not have. */
        MISSING,
        /** {@code mdr} has another version of the record. */
        OUTDATED,
        /** {@code mdr} names this version, but has other content. */
        ALTERED,
        /** {@code mdr} says that Plivo no longer lists the record, but Plivo has it. */
        LISTED_AGAIN,
        /** {@code mdr_version} does not have this version. */
        VERSION_MISSING,
        /** {@code mdr_version} has this version with other content. */
        VERSION_ALTERED,
        /** Plivo neither lists nor returns the record. */
        UNLISTED;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
