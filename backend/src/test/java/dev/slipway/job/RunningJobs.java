package dev.slipway.job;

import static dev.slipway.job.Shop.perService;
import static dev.slipway.job.Shop.step;
import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import dev.slipway.engine.Replica;
import dev.slipway.job.spi.FailureReport;
import dev.slipway.job.spi.StepContext;
import dev.slipway.job.spi.StepResult;
import dev.slipway.target.Outcome;
import dev.slipway.testing.Postgres;
import dev.slipway.testing.TestDatabase;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;

/** One portal that runs the jobs of a shop, and more of them on the same database where a test asks for them. */
abstract class RunningJobs {

    final TestDatabase database = Postgres.migrated();
    final Shop shop = new Shop();
    final ScriptedStep check = new ScriptedStep("check", false);
    final ScriptedStep deploy = new ScriptedStep("deploy", true);
    final ScriptedStep rollback = new ScriptedStep("rollback", true);
    final List<TestPortal> portals = new ArrayList<>();
    TestPortal portal = portal();

    TestPortal portal() {
        return portal(Replica.STEADY);
    }

    TestPortal portal(Duration heartbeat) {
        var made = new TestPortal(heartbeat, database, shop, check, deploy, rollback);
        portals.add(made);
        return made;
    }

    @BeforeEach
    void start() {
        portal.start();
        shop.pipeline("check", step("check", "check"));
        shop.pipeline("deploy", perService("deploy", "deploy", 1));
        deploys(Outcome.SUCCEEDED);
    }

    @AfterEach
    void close() {
        portals.forEach(TestPortal::close);
    }

    void deploys(Outcome outcome) {
        deploy.runs.put("deploy/web", c -> succeeded(outcome, c));
        deploy.runs.put("deploy/worker", c -> succeeded(outcome, c));
    }

    static StepResult succeeded(Outcome outcome, StepContext context) {
        var version = requireNonNull(context.placed().revision()).version();
        return new StepResult.Succeeded("Runs", FakeTarget.verdict(outcome, version), List.of());
    }

    static StepResult failed(String what, boolean retryable) {
        return new StepResult.Failed(FailureReport.of(what, "Mend it"), null, List.of(), retryable);
    }

    static void await(CountDownLatch latch) throws InterruptedException {
        assertThat(latch.await(60, TimeUnit.SECONDS)).isTrue();
    }
}
