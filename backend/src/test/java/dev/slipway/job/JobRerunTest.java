package dev.slipway.job;

import static dev.slipway.job.Shop.perService;
import static dev.slipway.job.Shop.step;
import static dev.slipway.job.TestPortal.ADA;
import static dev.slipway.job.TestPortal.web;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.target.PlacementKey;
import org.junit.jupiter.api.Test;

/** Jobs that are run again. */
class JobRerunTest extends RunningJobs {

    @Test
    void rerunShouldBeginWhereItWasAskedToAndNameItsParent() {
        shop.pipeline("two", step("first", "check"), step("second", "check"));
        var old = portal.whenOver(portal.start("two", "dev"));

        var again = portal.whenOver(
                requireNonNull(portal.control.rerun(old.id(), "second", ADA).block()));

        assertThat(again.order().parent()).isEqualTo(old.number());
        assertThat(again.steps()).extracting(StepRun::state).containsExactly(StepState.SKIPPED, StepState.SUCCEEDED);
    }

    private Job failedVerification() {
        shop.pipeline("full", perService("deploy", "deploy", 1), step("verify", "check"), step("tell", "check"));
        portal.whenOver(portal.start("deploy", "dev", web("1.0.0")));
        check.runs.put("verify", c -> failed("Answers 500", false));
        var job = portal.whenOver(portal.start("full", "dev", web("1.1.0")));
        assertThat(proven()).isEqualTo("1.0.0");
        check.runs.remove("verify");
        return job;
    }

    private Job again(Job old, String from) {
        return portal.whenOver(
                requireNonNull(portal.control.rerun(old.id(), from, ADA).block()));
    }

    private String proven() {
        var found = portal.verified.of(new PlacementKey("shop", "dev", "web")).block();
        return requireNonNull(found).revision().version();
    }

    @Test
    void verificationThatSucceedsWhenRunAgainShouldProveWhatStillRuns() {
        var job = failedVerification();
        portal.target.running = "d-1.1.0";

        again(again(job, "tell"), "verify");

        assertThat(proven()).isEqualTo("1.1.0");
    }

    @Test
    void verificationRunAgainShouldProveNothingThatNoLongerRuns() {
        var job = failedVerification();
        portal.target.running = "d-1.2.0";

        again(job, "verify");

        assertThat(proven()).isEqualTo("1.0.0");
    }

    @Test
    void runAgainAfterWhatFailedShouldProveNothing() {
        var job = failedVerification();
        portal.target.running = "d-1.1.0";

        again(job, "tell");

        assertThat(proven()).isEqualTo("1.0.0");
    }

    @Test
    void runAgainShouldKeepWhatWasProven() {
        shop.pipeline("full", perService("deploy", "deploy", 1), step("verify", "check"));
        var job = portal.whenOver(portal.start("full", "dev", web("1.1.0")));
        portal.target.running = "d-1.1.0";
        check.runs.put("verify", c -> failed("Answers 500", false));

        again(job, "verify");

        assertThat(proven()).isEqualTo("1.1.0");
    }
}
