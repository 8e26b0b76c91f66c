package io.github.camelplivo.mdr.simulator;

import java.net.URI;
import java.util.HashSet;
import java.util.Set;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.extension.ExtendWith;

import static io.github.camelplivo.mdr.simulator.TestClock.NOW;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@ExtendWith(PlivoSimulatorExtension.class)
class PlivoSimulatorExtensionTest {

    private static final Set<PlivoSimulator> EARLIER = new HashSet<>();
    private static URI last;

    private PlivoSimulator before;

    @BeforeEach
    void prepare(PlivoSimulator plivo) {
        before = plivo;
    }

    @RepeatedTest(3)
    void eachTestHasASimulatorOfItsOwn(PlivoSimulator plivo) {
        assertThat(plivo).isSameAs(before);
        assertThat(EARLIER.add(plivo)).isTrue();
        assertThat(plivo.account().size()).isZero();
        plivo.account().add(NOW);
        if (last != null && !last.equals(plivo.baseUrl())) {
            Reader late = new Reader(last, plivo.account().authId(), plivo.account().authToken());
            assertThatThrownBy(late::list).as("the previous one is closed").isInstanceOf(RuntimeException.class);
        }
        last = plivo.baseUrl();
    }
}
