package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TotpTest {

    private static final Totp RFC = new Totp("12345678901234567890".getBytes(StandardCharsets.US_ASCII));

    @ParameterizedTest
    @CsvSource({
        "59, 287082",
        "1111111109, 081804",
        "1111111111, 050471",
        "1234567890, 005924",
        "2000000000, 279037",
        "20000000000, 353130"
    })
    void codesShouldBeThoseOfTheStandard(long time, String code) {
        assertThat(RFC.code(Totp.stepAt(Instant.ofEpochSecond(time)))).isEqualTo(code);
    }

    @Test
    void aCodeShouldHoldOneStepBeforeAndAfterItsOwn() {
        var now = Instant.ofEpochSecond(1_111_111_111);
        var step = Totp.stepAt(now);
        assertThat(RFC.stepOf("050471", now)).hasValue(step);
        assertThat(RFC.stepOf("050471", now.plus(Totp.STEP))).hasValue(step);
        assertThat(RFC.stepOf("050471", now.minus(Totp.STEP))).hasValue(step);
        assertThat(RFC.stepOf("050471", now.plus(Totp.STEP.multipliedBy(2)))).isEmpty();
    }

    @Test
    void theKeyShouldBeWrittenAsAppsReadIt() {
        assertThat(RFC.base32()).isEqualTo("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ");
    }
}
