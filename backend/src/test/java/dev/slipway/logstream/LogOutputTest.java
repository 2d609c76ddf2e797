package dev.slipway.logstream;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LogOutputTest {

    private final Secrets secrets = Secrets.NONE.with("hunter22").with("ter22-then-more");
    private final List<String> lines = new ArrayList<>();
    private final LogOutput output = new LogOutput(line -> lines.add(secrets.mask(line)), secrets::safeEnd);

    @Test
    void aSecretInTwoPiecesShouldBeMasked() {
        append("password hun");
        output.flush();
        append("ter22 ok");
        output.flush();
        output.finish();
        assertThat(String.join("", lines)).isEqualTo("password *** ok");
    }

    @Test
    void aSecretThatMayYetBelongToAnotherShouldWait() {
        append("x hunter22");
        output.flush();
        append("-then-more y");
        output.finish();
        assertThat(String.join("", lines)).isEqualTo("x *** y");
    }

    @Test
    void aCharacterInTwoPiecesShouldStayWhole() {
        var bytes = "größe €\n".getBytes(StandardCharsets.UTF_8);
        for (var b : bytes) {
            output.append(new byte[] {b});
            output.flush();
        }
        assertThat(String.join("", lines)).isEqualTo("größe €");
    }

    @Test
    void linesShouldBeCutAtLineFeedsOnly() {
        append("one\ntwo\n\nthr");
        append("ee");
        assertThat(lines).containsExactly("one", "two", "");
        output.finish();
        output.finish();
        assertThat(lines).containsExactly("one", "two", "", "three");
    }

    @Test
    void aLineWithoutEndShouldNotBeKeptForEver() {
        for (int i = 0; i < 1_000; i++) {
            append("0123456789".repeat(10));
        }
        output.finish();
        assertThat(String.join("", lines)).isEqualTo("0123456789".repeat(10_000));
        assertThat(lines).hasSizeBetween(5, 8);
    }

    private void append(String text) {
        output.append(text.getBytes(StandardCharsets.UTF_8));
    }
}
