package dev.slipway.target.ecs;

import static dev.slipway.target.Outcome.ROLLED_BACK;
import static dev.slipway.target.Outcome.SUCCEEDED;

import dev.slipway.job.JobPortal.Told;
import dev.slipway.testing.Await;
import java.time.Duration;
import java.util.List;
import simulator.ecs.Behaviour;

/** What can go wrong with the portal itself, through its job engine; KilledWorkerTest has every moment to die at. */
final class JobScenarios {

    private static final Duration HEARTBEAT = Duration.ofSeconds(2);
    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final String BEGUN_TWICE = "BEGUN TWICE";

    private JobScenarios() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "worker killed before it registers, another takes over",
                        SUCCEEDED,
                        "healthy",
                        "",
                        stage -> killed(stage, "RegisterTaskDefinition", false)),
                Scenario.of(
                        "worker killed once it has registered, another takes over",
                        SUCCEEDED,
                        "healthy",
                        "",
                        stage -> killed(stage, "RegisterTaskDefinition", true)),
                Scenario.of(
                        "worker killed before it updates the service, another takes over",
                        SUCCEEDED,
                        "healthy",
                        "",
                        stage -> killed(stage, "UpdateService", false)),
                Scenario.of(
                        "worker killed once it has updated the service, another takes over",
                        SUCCEEDED,
                        "healthy",
                        "",
                        stage -> killed(stage, "UpdateService", true)),
                Scenario.of(
                        "worker killed while it follows, another takes over",
                        SUCCEEDED,
                        "healthy",
                        "",
                        stage -> killed(stage, "DescribeServiceDeployments", false)),
                Scenario.of(
                        "worker killed while a bad release is followed, another takes over",
                        ROLLED_BACK,
                        "1.0.0 runs again on 2 tasks",
                        "Look at the last lines, mend 1.1.0",
                        stage -> {
                            stage.ecs.images().script(stage.digest("1.1.0"), Behaviour.exits(1, Duration.ofSeconds(4)));
                            return killed(stage, "DescribeServiceDeployments", false);
                        }),
                Scenario.of("database gone for a minute", SUCCEEDED, "healthy", "", JobScenarios::withoutDatabase),
                Scenario.of("two jobs at once where jobs queue", SUCCEEDED, "1.2.0 runs on all 2 tasks", "", stage -> {
                    stage.service().running(stage.reference("1.0.0"));
                    try (var portal = new EcsPortal(stage, stage.stored, HEARTBEAT)) {
                        return queued(stage, portal);
                    }
                }),
                new Scenario(
                        "two jobs at once where jobs are refused",
                        "refused",
                        "holds web in prod",
                        "Wait until #1 has ended, or cancel it.",
                        JobScenarios::refused));
    }

    private static Scenario.Said killed(EcsStage stage, String operation, boolean done) throws InterruptedException {
        Killing.Scene scene = set -> set.service().running(set.reference("1.0.0"));
        var told = Killing.play(stage, scene, "1.1.0", new Killing.Moment(0, operation, done));
        // What ran at first, 1.0.0 by this portal, and 1.1.0.
        return Killing.begun(stage) == 3 ? said(told) : new Scenario.Said(BEGUN_TWICE, told.reason(), "", told.log());
    }

    private static Scenario.Said withoutDatabase(EcsStage stage) {
        stage.service().running(stage.reference("1.0.0"));
        try (var portal = new EcsPortal(stage, stage.stored, HEARTBEAT)) {
            var rule = stage.cloud.faults().on(simulator.Api.ECS, "DescribeServiceDeployments");
            var gone = new java.util.concurrent.CountDownLatch(1);
            rule.times(1).telling(() -> {
                portal.toDatabase().cut();
                gone.countDown();
            });
            rule.slow(Duration.ZERO);
            var job = portal.jobs.deploy("dev", "1.1.0");
            Await.until("the database is gone", PATIENCE, () -> gone.getCount() == 0);
            stage.cloud.clock().advance(Duration.ofMinutes(1));
            portal.toDatabase().mend();
            var told = portal.jobs.end(job);
            return Killing.begun(stage) == 2
                    ? said(told)
                    : new Scenario.Said(BEGUN_TWICE, told.reason(), "", told.log());
        }
    }

    private static Scenario.Said queued(EcsStage stage, EcsPortal portal) {
        // The first is held up at ECS until the second is seen to wait for it.
        var down = stage.cloud.faults().on(simulator.Api.ECS, "DescribeServiceDeployments");
        down.unavailable();
        var first = portal.jobs.deploy("dev", "1.1.0");
        var second = portal.jobs.deploy("dev", "1.2.0");
        Await.until(
                "the second waits", PATIENCE, () -> portal.jobs.waitsFor(second).contains("#1"));
        down.end();
        portal.jobs.end(first);
        var told = portal.jobs.end(second);
        var overlap = stage
                .client()
                .listServiceDeployments(one -> one.cluster("prod").service("user"))
                .join()
                .serviceDeployments()
                .stream()
                .filter(one -> !"SUCCESSFUL".equals(one.statusAsString()))
                .toList();
        return overlap.isEmpty() && Killing.begun(stage) == 3
                ? said(told)
                : new Scenario.Said("OVERLAPPED", overlap.toString(), "", told.log());
    }

    private static Scenario.Said refused(EcsStage stage) {
        stage.service().running(stage.reference("1.0.0"));
        try (var portal = new EcsPortal(stage, stage.stored, HEARTBEAT)) {
            var down = stage.cloud.faults().on(simulator.Api.ECS);
            down.unavailable();
            var first = portal.jobs.deploy("prod", "1.1.0");
            Await.until("the first is at work", PATIENCE, () -> portal.jobs.isRunning(first));
            var told = portal.jobs.refused("prod", "1.2.0");
            down.end();
            portal.jobs.end(first);
            return said(told);
        }
    }

    private static Scenario.Said said(Told told) {
        return new Scenario.Said(told.outcome(), told.reason(), told.remedy(), told.log());
    }
}
