package dev.slipway.dashboard.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class AmountTest {

    @Test
    void numbersShouldBeToldWithTheDigitsThatCount() {
        assertThat(Amount.text(12)).isEqualTo("12");
        assertThat(Amount.text(1_234_567.8)).isEqualTo("1,234,568");
        assertThat(Amount.text(402.4)).isEqualTo("402");
        assertThat(Amount.text(40.56)).isEqualTo("40.6");
        assertThat(Amount.text(0.128)).isEqualTo("0.13");
        assertThat(Amount.text(0.0072)).isEqualTo("0.0072");
    }

    @Test
    void briefNumbersShouldFitIntoATile() {
        assertThat(Amount.brief(12)).isEqualTo("12");
        assertThat(Amount.brief(1_225)).isEqualTo("1.2k");
        assertThat(Amount.brief(3_400_000)).isEqualTo("3.4M");
    }
}
