package dev.slipway.identity.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TrustRuleTest {

    @ParameterizedTest
    @CsvSource({
        "main, main, true",
        "main, mainly, false",
        "octo/*, octo/web, true",
        "octo/*, octo/, true",
        "octo/*, other/octo/web, false",
        "*/main, refs/heads/main, true",
        "*/main, refs/heads/main2, false",
        "refs/*/v*, refs/tags/v1.2, true",
        "refs/*/v*, refs/v1.2, false",
        "a*a, a, false",
        "a*a, aa, true",
        "*ab*ab*, xabyab, true",
        "*ab*ab*, xabyb, false",
        "**, anything, true",
        "v1.0, v1x0, false",
    })
    void starShouldStandForAnyText(String pattern, String value, boolean fits) {
        assertThat(TrustRule.matches(pattern, value)).isEqualTo(fits);
    }

    /** With back-tracking this would take longer than the universe has been there. */
    @Test
    @Timeout(60)
    void manyStarsShouldCostLittle() {
        var value = "a".repeat(999);

        assertThat(TrustRule.matches("*a".repeat(400) + "*b", value)).isFalse();
        assertThat(TrustRule.matches("*a".repeat(400) + "*", value)).isTrue();
    }
}
