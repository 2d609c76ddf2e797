package dev.slipway.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.api.Test;

class MinutesOfHourTest {

    private static final Instant TEN = Instant.parse("2026-11-22T10:00:00Z");

    @Test
    void theLastMinuteShouldBeAmongThemAndTheFirstNot() {
        assertThat(between("10:02:00", "10:04:00")).isEqualTo(0b11000);
    }

    @Test
    void aMinuteUnderWayShouldBeAmongThemOnceItHasBegun() {
        assertThat(between("10:02:30", "10:04:30")).isEqualTo(0b11000);
        assertThat(between("10:01:59", "10:03:59")).isEqualTo(0b01100);
    }

    @Test
    void minutesOfTheHourBeforeShouldBeLeftToIt() {
        assertThat(between("09:57:00", "10:02:00")).isEqualTo(0b111);
        assertThat(MinutesOfHour.between(TEN.minusSeconds(3600), at("09:57:00"), at("10:02:00")))
                .isEqualTo(new MinutesOfHour(TEN.minusSeconds(3600), 0b11L << 58));
    }

    @Test
    void aWholeHourShouldHaveSixtyMinutes() {
        assertThat(between("09:59:59", "11:00:00")).isEqualTo((1L << 60) - 1);
    }

    @Test
    void anHourThatIsNotTouchedShouldHaveNone() {
        assertThat(between("09:50:00", "09:59:59")).isZero();
        assertThat(between("10:59:00", "11:04:00")).isZero();
    }

    private static long between(String after, String until) {
        return MinutesOfHour.between(TEN, at(after), at(until)).bits();
    }

    private static Instant at(String time) {
        return Instant.parse("2026-11-22T" + time + "Z");
    }
}
