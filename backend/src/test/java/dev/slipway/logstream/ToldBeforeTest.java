package dev.slipway.logstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class ToldBeforeTest {

    private final ToldBefore told = new ToldBefore();

    @Test
    void eachLineShouldComeAgainOnce() {
        told.expect("deploy", List.of("one", "one", "two"));

        assertThat(comesAgain("one")).isTrue();
        assertThat(comesAgain("one")).isTrue();
        assertThat(comesAgain("one")).isFalse();
        assertThat(comesAgain("two")).isTrue();
        assertThat(comesAgain("two")).isFalse();
    }

    @Test
    void linesBeforeOneThatComesAgainShouldNotBeExpectedAnyMore() {
        told.expect("deploy", List.of("title", "one", "two"));

        assertThat(comesAgain("one")).isTrue();
        assertThat(comesAgain("title")).isFalse();
    }

    @Test
    void otherSourcesShouldTellWhatTheyLike() {
        told.expect("deploy", List.of("one"));

        assertThat(told.comesAgain("verify", bytes("one"))).isFalse();
    }

    @Test
    void nothingShouldComeAgainOnceItIsForgotten() {
        told.expect("deploy", List.of("one"));
        told.forget("deploy");

        assertThat(comesAgain("one")).isFalse();
    }

    private boolean comesAgain(String line) {
        return told.comesAgain("deploy", bytes(line));
    }

    private static byte[] bytes(String line) {
        return line.getBytes(StandardCharsets.UTF_8);
    }
}
