package dev.slipway.job;

import static dev.slipway.job.TestPortal.ADA;
import static dev.slipway.job.TestPortal.request;
import static dev.slipway.job.TestPortal.web;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.Outcome;
import dev.slipway.web.Conflict;
import dev.slipway.web.InvalidInput;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

/** What people decide about a job while it runs. */
class JobDecisionsTest extends RunningJobs {

    private static final Duration NEVER = Duration.ofHours(1);

    @Test
    void questionOfAStepShouldWaitForANotedAnswer() {
        check.runs.put(
                "check",
                c -> c.decision()
                        .<StepResult>map(d -> StepResult.Succeeded.with(d.choice() + " by " + d.by()))
                        .orElseGet(() ->
                                new StepResult.AwaitingDecision("Is it good?", List.of("continue", "stop"), null)));
        var job = portal.start("check", "dev");
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        assertThatThrownBy(() -> portal.control
                        .decide(job.id(), "check", "continue", " ", ADA)
                        .block())
                .isInstanceOf(InvalidInput.class);
        assertThatThrownBy(() -> portal.control
                        .decide(job.id(), "check", "perhaps", "Well", ADA)
                        .block())
                .isInstanceOf(InvalidInput.class);
        portal.control.decide(job.id(), "check", "continue", "Looks good", ADA).block();

        assertThat(portal.whenOver(job).steps().getFirst().report().summary()).isEqualTo("continue by Ada");
        assertThatThrownBy(() -> portal.control
                        .decide(job.id(), "check", "stop", "Late", ADA)
                        .block())
                .isInstanceOf(Conflict.class);
    }

    @Test
    void failureShouldBeAskedAboutAndTriedAgain() {
        check.runs.put("check", c -> c.attempt() == 1 ? failed("Down", true) : StepResult.Succeeded.with("Up"));
        var job = portal.start(request("check", "dev", OnFailure.ASK, null));
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        portal.control.decide(job.id(), "check", "retry", null, ADA).block();

        var over = portal.whenOver(job);
        assertThat(requireNonNull(over.status().verdict()).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(over.steps().getFirst().attempt()).isEqualTo(2);
    }

    @Test
    void ignoredFailureOfADeploymentShouldStillNotBeASuccess() {
        deploy.runs.put(
                "deploy/web",
                c -> new StepResult.Failed(
                        FailureReport.of("Unhealthy", "Mend it"),
                        FakeTarget.verdict(Outcome.FAILED, "1.0.0"),
                        List.of(),
                        true));
        var job = portal.start(request("deploy", "dev", OnFailure.ASK, null, web("1.0.0")));
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        assertThatThrownBy(() -> portal.control
                        .decide(job.id(), "deploy/web", "ignore", null, ADA)
                        .block())
                .isInstanceOf(InvalidInput.class);
        portal.control.decide(job.id(), "deploy/web", "ignore", "Known", ADA).block();

        var over = portal.whenOver(job);
        assertThat(over.steps().getFirst().state()).isEqualTo(StepState.IGNORED);
        assertThat(requireNonNull(over.status().verdict()).outcome()).isEqualTo(Outcome.FAILED);
    }

    @Test
    void rollBackShouldBeOfferedAndReturnToWhatWasProven() {
        portal.whenOver(portal.start("deploy", "dev", web("1.0.0")));
        deploy.runs.put("deploy/web", c -> failed("Unhealthy", true));
        rollback.runs.put("roll-back/web", c -> {
            var version = c.settings().get("version").asString();
            return new StepResult.Succeeded("Back", FakeTarget.verdict(Outcome.ROLLED_BACK, version), List.of());
        });
        var job = portal.start(request("deploy", "dev", OnFailure.ASK, null, web("1.3.0")));
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        portal.control.decide(job.id(), "deploy/web", "roll back", null, ADA).block();

        var verdict = requireNonNull(portal.whenOver(job).status().verdict());
        assertThat(verdict.outcome()).isEqualTo(Outcome.ROLLED_BACK);
        assertThat(requireNonNull(verdict.services().get("web")).proof().version())
                .isEqualTo("1.0.0");
    }

    @Test
    void cancelOfARunningStepShouldEndItAndReleaseTheLock() throws InterruptedException {
        var running = new CountDownLatch(1);
        deploy.runs.put("deploy/web", c -> {
            running.countDown();
            while (!c.stopping()) {
                Thread.onSpinWait();
            }
            return new StepResult.Waiting(c.now(), "Stopping", -1);
        });
        var job = portal.start("deploy", "dev", web("1.0.0"));
        await(running);

        portal.control.cancel(job.id(), "Wrong release", ADA).block();
        portal.control.cancel(job.id(), "Again", ADA).block();

        var over = portal.whenOver(job);
        var verdict = requireNonNull(over.status().verdict());
        assertThat(verdict.outcome()).isEqualTo(Outcome.CANCELLED);
        assertThat(verdict.reason()).contains("Ada", "Wrong release", "Stopped");
        assertThat(portal.jobs.locks("shop").collectList().block()).isEmpty();
    }

    @Test
    void cancelOfAWaitingJobShouldEndIt() {
        check.runs.put("check", c -> new StepResult.Waiting(c.now().plus(NEVER), "Soaking", -1));
        var job = portal.start("check", "dev");
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        portal.control.cancel(job.id(), "", ADA).block();

        assertThat(requireNonNull(portal.whenOver(job).status().verdict()).outcome())
                .isEqualTo(Outcome.CANCELLED);
    }

    @Test
    void cancelOfAQuestionShouldEndTheJob() {
        check.runs.put("check", c -> failed("Down", true));
        var job = portal.start(request("check", "dev", OnFailure.ASK, null));
        portal.when(job, j -> j.status().state() == JobState.WAITING);

        portal.control.cancel(job.id(), "Enough", ADA).block();

        assertThat(requireNonNull(portal.whenOver(job).status().verdict()).outcome())
                .isEqualTo(Outcome.CANCELLED);
    }
}
