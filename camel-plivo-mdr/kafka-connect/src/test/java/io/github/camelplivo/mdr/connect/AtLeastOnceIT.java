package io.github.camelplivo.mdr.connect;

import org.junit.jupiter.api.Test;

/** Workers without exactly-once support are killed (SIGKILL). */
class AtLeastOnceIT extends ConnectProof {

    @Test
    void losesNothingWithoutExactlyOnce() throws Exception {
        start("atleast", false);
        configure(accounts.ids());
        kill(2);
        requireAll();
    }
}
