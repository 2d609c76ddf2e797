package dev.slipway.job;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepResult;
import dev.slipway.pipeline.Pipeline;
import dev.slipway.target.Outcome;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class JobStateTest {

    private static final Instant NOW = Instant.EPOCH;
    private static final JobVerdict GOOD = new JobVerdict(Outcome.SUCCEEDED, "Done", Map.of());

    private final Job job = job(
            StepRun.pending("deploy/web", Shop.step("deploy", "deploy"), "web"),
            StepRun.pending("verify/web", Shop.step("verify", "verify"), "web"));

    private static Job job(StepRun... steps) {
        var order = new JobOrder(
                new Pipeline("deploy", "Deploy", 1, true, List.of()),
                "dev",
                List.of(),
                false,
                OnFailure.FAIL,
                TestPortal.ADA,
                NOW,
                null,
                null);
        return new Job(
                1, "shop", 1, order, new Job.Status(JobState.QUEUED, null, null, null, null, null), List.of(steps));
    }

    private static Outcome outcome(Job job) {
        return VerdictOfJob.of(job).outcome();
    }

    private static StepRun succeeded(StepRun run, @Nullable Outcome outcome) {
        var verdict = outcome == null ? null : FakeTarget.verdict(outcome, "1.0.0");
        return run.start(NOW).succeed(NOW, "Done", verdict, List.of());
    }

    private static StepRun failed(StepRun run, @Nullable Outcome outcome) {
        var verdict = outcome == null ? null : FakeTarget.verdict(outcome, "1.0.0");
        return run.start(NOW).fail(NOW, FailureReport.of("No", "Mend it"), verdict, List.of());
    }

    private StepRun deploy() {
        return job.steps().getFirst();
    }

    private StepRun verify() {
        return job.steps().getLast();
    }

    @Test
    void endedJobShouldNotGoOn() {
        var ended = job.run(NOW, false).end(GOOD, NOW);

        assertThatThrownBy(() -> ended.run(NOW, false)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> ended.end(GOOD, NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void cancelledJobShouldOnlyEnd() {
        var cancelling = job.run(NOW, false).cancel(new Job.Cancel("Ada", "", NOW));

        assertThatThrownBy(() -> cancelling.await(new Waiting(Waiting.For.TIME, "", NOW)))
                .isInstanceOf(IllegalStateException.class);
        assertThat(cancelling.end(GOOD, NOW).over()).isTrue();
    }

    @Test
    void stepShouldRefuseWhatItsStateDoesNotAllow() {
        assertThatThrownBy(() -> deploy().succeed(NOW, "", null, List.of())).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> deploy().start(NOW).skip(NOW, "")).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> succeeded(deploy(), null).start(NOW)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void onlyProvenDeploymentsShouldMakeASuccess() {
        assertThat(outcome(job.with(succeeded(deploy(), Outcome.SUCCEEDED)).with(succeeded(verify(), null))))
                .isEqualTo(Outcome.SUCCEEDED);
        assertThat(outcome(job.with(succeeded(deploy(), null)).with(succeeded(verify(), null))))
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void rollbackShouldBeReportedAsARollback() {
        assertThat(outcome(job.with(failed(deploy(), Outcome.ROLLED_BACK)).with(verify().skip(NOW, ""))))
                .isEqualTo(Outcome.ROLLED_BACK);
        assertThat(outcome(job.with(failed(deploy(), Outcome.UNKNOWN)).with(verify().skip(NOW, ""))))
                .isEqualTo(Outcome.UNKNOWN);
    }

    @Test
    void failedVerificationShouldOutweighAProvenDeployment() {
        assertThat(outcome(job.with(succeeded(deploy(), Outcome.SUCCEEDED)).with(failed(verify(), null))))
                .isEqualTo(Outcome.FAILED);
    }

    @Test
    void secretsShouldBeMaskedInReports() {
        var masks = new Masks();
        masks.add("hunter2");
        masks.add("hunter2-long");

        var report = new FailureReport(
                "hunter2 refused", 1, List.of("password=hunter2-long"), "401 hunter2", null, "Change hunter2");
        var masked = (StepResult.Failed) masks.mask(new StepResult.Failed(report, null, List.of(), true));

        assertThat(masked.report().what()).isEqualTo("*** refused");
        assertThat(masked.report().lastLines()).containsExactly("password=***");
        assertThat(requireNonNull(masked.report().healthAnswer())).isEqualTo("401 ***");
    }
}
