package io.github.camelplivo.mdr.simulator;

import java.net.URI;

import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.RegisterExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** An application that starts before the first test, as in a test with Spring Boot, needs the address even earlier. */
class SharedSimulatorTest {

    /** Runs after the other extension. */
    @RegisterExtension
    @Order(1)
    static final AfterAllCallback CLOSED = test -> {
        if (test.getRequiredTestClass() == SharedSimulatorTest.class) {
            assertThatThrownBy(() -> read(SharedSimulatorTest.early)).as("closed after the last test")
                    .isInstanceOf(RuntimeException.class);
        }
    };
    @RegisterExtension
    @Order(2)
    static final PlivoSimulatorExtension PLIVO = new PlivoSimulatorExtension(PlivoSimulator.builder().unlimited());
    private static URI early = PLIVO.simulator().baseUrl();

    @Test
    void itsAddressIsKnownBeforeTheFirstTest(PlivoSimulator plivo) {
        assertThat(plivo).isSameAs(PLIVO.simulator());
        assertThat(plivo.baseUrl()).isEqualTo(early);
        read(early);
    }

    @Test
    void allTestsShareIt(PlivoSimulator plivo) {
        itsAddressIsKnownBeforeTheFirstTest(plivo);
    }

    @Nested
    class OneNestedClass {

        @Test
        void sharesItToo(PlivoSimulator plivo) {
            itsAddressIsKnownBeforeTheFirstTest(plivo);
        }
    }

    @Nested
    class AndAnother {

        @Test
        void sharesItToo(PlivoSimulator plivo) {
            itsAddressIsKnownBeforeTheFirstTest(plivo);
        }
    }

    private static void read(URI baseUrl) {
        new Reader(baseUrl, "MASIMULATED000000001", "simulated-token").list();
    }
}
