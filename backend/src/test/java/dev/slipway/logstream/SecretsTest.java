package dev.slipway.logstream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SecretsTest {

    private static final String SECRET = "p@ss wörd/42+x";

    @Test
    void valuesShouldBeMaskedWherever() {
        var secrets = Secrets.NONE.with("hunter22");
        assertThat(secrets.mask("hunter22, a=hunter22;hunter2")).isEqualTo("***, a=***;hunter2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a", "ab", "abc", "abcd", "abcde"})
    void base64ShouldBeMaskedAtEachAlignment(String before) {
        var secrets = Secrets.NONE.with(SECRET);
        for (var encoder : List.of(Base64.getEncoder(), Base64.getUrlEncoder())) {
            var encoded = encoder.encodeToString((before + SECRET + "~after").getBytes(StandardCharsets.UTF_8));
            var masked = secrets.mask("Authorization: Basic " + encoded);
            assertThat(masked).contains("***");
            // What is left on both sides holds less than one character of the secret.
            assertThat(masked.length() - "Authorization: Basic ***".length())
                    .isLessThanOrEqualTo((before.length() + 6) * 4 / 3 + 4);
        }
    }

    @Test
    void urlEncodedFormsShouldBeMasked() {
        var secrets = Secrets.NONE.with(SECRET);
        var form = URLEncoder.encode(SECRET, StandardCharsets.UTF_8);
        assertThat(secrets.mask("q=" + form)).isEqualTo("q=***");
        assertThat(secrets.mask("q=" + form.replace("+", "%20"))).isEqualTo("q=***");
        assertThat(secrets.mask("q=p%40ss+w%c3%b6rd%2f42%2bx")).isEqualTo("q=***");
    }

    @Test
    void linesOfAValueShouldBeMaskedOneByOne() {
        var secrets = Secrets.NONE.with("-----BEGIN KEY-----\nMIIBVAIBADANBg\nAB\n-----END KEY-----\n");
        assertThat(secrets.mask("x MIIBVAIBADANBg y AB")).isEqualTo("x *** y AB");
    }

    @Test
    void overlappingSecretsShouldLeaveNothingOfEither() {
        var secrets = Secrets.NONE.with("abcdefgh").with("efghijkl").with("cdefgh");
        assertThat(secrets.mask("-abcdefghijkl-")).isEqualTo("-***-");
        assertThat(secrets.mask("-abcdefghefghijkl-")).doesNotContain("efgh", "ijkl");
    }

    @Test
    void shortValuesShouldBeRefusedWithoutShowingThem() {
        assertThatThrownBy(() -> Secrets.NONE.with("s3cr"))
                .isInstanceOf(SecretNotMaskable.class)
                .hasMessageContaining("fewer than 6 characters")
                .hasMessageNotContaining("s3cr");
    }

    /** Against the plain way: every occurrence of every value marked, character by character. */
    @Test
    void maskingShouldAgreeWithAPlainSearch() {
        var random = new Random(7);
        for (int round = 0; round < 300; round++) {
            var values = new ArrayList<String>();
            var secrets = Secrets.NONE;
            for (int i = 0; i < 3; i++) {
                values.add(word(random, 6 + random.nextInt(4)));
                secrets = secrets.with(values.getLast());
            }
            var text = word(random, 60);
            assertThat(secrets.mask(text).replace("*", "")).isEqualTo(plain(text, values));
        }
    }

    private static String word(Random random, int length) {
        var word = new StringBuilder();
        for (int i = 0; i < length; i++) {
            word.append(random.nextBoolean() ? '-' : '~');
        }
        return word.toString();
    }

    private static String plain(String text, List<String> values) {
        var hidden = new boolean[text.length()];
        for (var value : values) {
            for (int at = text.indexOf(value); at >= 0; at = text.indexOf(value, at + 1)) {
                for (int i = at; i < at + value.length(); i++) {
                    hidden[i] = true;
                }
            }
        }
        var rest = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!hidden[i]) {
                rest.append(text.charAt(i));
            }
        }
        return rest.toString();
    }
}
