package io.github.camelplivo.mdr.connect;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

/** Workers are killed (SIGKILL) and suspended, the broker is killed, and accounts come and go. */
class ConnectProofIT extends ConnectProof {

    @Test
    void deliversEachVersionExactlyOnce() throws Exception {
        List<String> ids = accounts.ids();
        List<String> atFirst = ids.subList(0, ACCOUNTS - 2);
        List<String> fewer = new ArrayList<>(ids);
        String removed = fewer.remove(random.nextInt(atFirst.size()));
        start("exactly", true);
        configure(atFirst);
        kill(2);
        configure(ids);
        kill(1);
        suspend();
        configure(fewer);
        restartBroker();
        kill(2);
        // it continues where it was
        configure(ids);
        requireAll();
        requireTokensAreHidden(removed);

        assertThat(committed.repeated()).as(where() + "repeated").isEmpty();
    }
}
