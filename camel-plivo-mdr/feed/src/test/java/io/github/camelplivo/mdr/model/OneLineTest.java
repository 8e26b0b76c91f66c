package io.github.camelplivo.mdr.model;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import static org.assertj.core.api.Assertions.assertThat;

/** Text of other systems, as messages and logs show it. */
class OneLineTest {

    @Test
    void isOneLineWithoutInvisibleCharacters() {
        assertThat(OneLine.of(" a\r\n\tb\u2028c\u0000d\u001b[2J\u202ee\u200bf ", 80)).isEqualTo("a b c d [2J e f");
        assertThat(OneLine.of("a" + '\ud800' + "b", 80)).isEqualTo("a b");
    }

    @Test
    void isShort() {
        assertThat(OneLine.of("x".repeat(81), 80)).isEqualTo("x".repeat(79) + "…");
        assertThat(OneLine.of("x".repeat(80), 80)).hasSize(80);
    }

    @Test
    void cutsNoCharacterInHalf() {
        assertThat(OneLine.of("\ud83d\ude00".repeat(50), 80)).isEqualTo("\ud83d\ude00".repeat(39) + "…");
    }

    @Test
    void isEmptyForBlanks() {
        assertThat(OneLine.of(null, 80)).isNull();
        assertThat(OneLine.of(" \r\n\u200b", 80)).isNull();
    }

    @Test
    @Timeout(5)
    void readsOnlyTheStartOfALongText() {
        assertThat(OneLine.of("ab\n".repeat(5_000_000), 80)).hasSizeLessThanOrEqualTo(80);
    }
}
