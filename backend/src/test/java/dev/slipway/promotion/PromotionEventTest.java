package dev.slipway.promotion;

import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.approval.Approval;
import dev.slipway.approval.ApprovalState;
import dev.slipway.approval.Ask;
import dev.slipway.approval.Effect;
import dev.slipway.approval.Person;
import dev.slipway.catalog.Protection;
import dev.slipway.job.GateReading;
import dev.slipway.job.Job;
import dev.slipway.job.JobState;
import dev.slipway.job.JobVerdict;
import dev.slipway.job.SampleJobs;
import dev.slipway.job.spi.Gate;
import dev.slipway.target.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A job that a gate refused is told as what it is, not as a failure. */
class PromotionEventTest {

    private static final Instant NOW = Instant.parse("2026-11-22T10:00:00Z");

    @ParameterizedTest
    @CsvSource({
        "REJECTED, JOB_REJECTED",
        "EXPIRED, JOB_EXPIRED",
        "VOID, JOB_VOID",
        "APPROVED, JOB_REFUSED",
        "WITHDRAWN, JOB_REFUSED"
    })
    void refusalShouldBeWhatBecameOfTheApproval(ApprovalState state, PromotionEvent event) {
        assertThat(PromotionEvent.of(ended(null), round(state))).isEqualTo(event);
    }

    @Test
    void refusalWithoutAnyApprovalShouldBeARefusal() {
        assertThat(PromotionEvent.of(ended(null), null)).isEqualTo(PromotionEvent.JOB_REFUSED);
    }

    @Test
    void jobThatHadStartedShouldHaveFailed() {
        assertThat(PromotionEvent.of(ended(NOW), round(ApprovalState.USED))).isEqualTo(PromotionEvent.JOB_FAILED);
    }

    private static Job ended(@Nullable Instant started) {
        var gates = new GateReading(List.of(Gate.Standing.refused("approval", "Approval", "No")), NOW);
        var verdict = new JobVerdict(Outcome.FAILED, "No", Map.of());
        var job = SampleJobs.succeeded().job();
        return new Job(
                job.id(),
                job.project(),
                job.number(),
                job.order(),
                new Job.Status(JobState.ENDED, null, started, NOW, null, verdict, gates),
                List.of());
    }

    private static Approval round(ApprovalState state) {
        var rule = new Protection.Approval(1, List.of(), List.of(), false, true, null);
        return new Approval(
                7,
                new Approval.Subject("shop", "prod", 12, 3, "Deploy"),
                1,
                new Ask(new Person("olga", "Olga"), null, rule, NOW, NOW),
                new Effect("{}", "0"),
                state,
                List.of(),
                new Approval.Course(null, List.of(), null, null));
    }
}
