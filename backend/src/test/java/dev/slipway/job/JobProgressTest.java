package dev.slipway.job;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class JobProgressTest {

    @Test
    void stepsShouldCountByHowLongTheyUsuallyTake() {
        var progress = JobProgress.of(SampleJobs.running(), SampleJobs.NOW);

        assertThat(progress.percent()).isBetween(50, 60);
        assertThat(Objects.requireNonNull(progress.left())).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(70));
    }

    @Test
    void withoutAHistoryThereShouldBeNoEstimate() {
        var progress = JobProgress.of(SampleJobs.running().job(), Map.of(), SampleJobs.NOW);

        assertThat(progress.left()).isNull();
        assertThat(progress.percent()).isPositive();
    }

    @Test
    void aQueuedJobShouldHaveDoneNothing() {
        assertThat(JobProgress.of(SampleJobs.queued(), SampleJobs.NOW).percent())
                .isZero();
    }
}
