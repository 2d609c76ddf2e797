package dev.slipway.identity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.web.InvalidInput;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordRuleTest {

    @ParameterizedTest
    @ValueSource(strings = {"123qweasdzxc", "qwertyqwerty", "Sonyericsson", "1Q2W3E4R5T6Y", "manchesterunited"})
    void passwordThatManyPeopleTookShouldBeRefused(String password) {
        assertRefused(password, "must not be one of those that many people have taken");
    }

    @Test
    void enoughOfThemShouldBeKnown() {
        assertThat(CommonPasswords.count())
                .as("ASVS 5, 6.2.4: the 3,000 most common ones that the other rules would let pass")
                .isGreaterThan(3_000);
    }

    @ParameterizedTest
    @CsvSource({
        "ada lovelace 1815, must not contain the user name",
        "Slipway-2026-Go!, must not contain the name of this portal",
        "small boats, needs at least 12 characters",
        "aaaabbbbaaaabbbb, must not repeat a few characters"
    })
    void passwordThatIsNearAtHandShouldBeRefused(String password, String rule) {
        assertRefused(password, rule);
    }

    @ParameterizedTest
    @ValueSource(strings = {"four quiet boats at noon", "correct horse battery staple", "Zwölf Boxkämpfer jagen"})
    void wordsThatNobodyElseCombinesShouldPass(String password) {
        assertThatCode(() -> PasswordRule.check("password", password, "lovelace"))
                .doesNotThrowAnyException();
    }

    private static void assertRefused(String password, String rule) {
        assertThatThrownBy(() -> PasswordRule.check("password", password, "lovelace"))
                .isInstanceOfSatisfying(
                        InvalidInput.class,
                        refusal -> assertThat(refusal.problems())
                                .singleElement()
                                .satisfies(problem -> {
                                    assertThat(problem.field()).isEqualTo("password");
                                    assertThat(problem.rule()).isEqualTo(rule);
                                    assertThat(problem.remedy()).isNotBlank();
                                }));
    }
}
