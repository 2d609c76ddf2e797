package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BreakerTest {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    @ParameterizedTest
    @CsvSource({"1,3", "2,3", "6,3", "7,4", "25,13", "1000,200"})
    void usualThresholdShouldBeHalfOfTheTasksWithinItsBounds(int desired, int threshold) {
        assertThat(Breaker.usual(desired)).isEqualTo(threshold);
    }

    @Test
    void timeToTripShouldFollowThePaceOfFailures() {
        assertThat(new Breaker(2, 3).tripsIn(START, START.plusSeconds(60))).contains(Duration.ofSeconds(30));
        assertThat(new Breaker(0, 3).tripsIn(START, START.plusSeconds(60))).isEmpty();
        assertThat(new Breaker(2, 3).told(START, START.plusSeconds(60)))
                .isEqualTo("breaker 2 of 3, trips in about 30 s");
    }

    @ParameterizedTest
    @CsvSource({"3,100,125,false", "4,100,125,true", "1,100,200,true", "2,50,100,true", "1,100,100,false"})
    void roomShouldBeRoundedAsEcsDoes(int desired, int least, int most, boolean progress) {
        assertThat(Room.canProgress(desired, least, most)).isEqualTo(progress);
    }
}
