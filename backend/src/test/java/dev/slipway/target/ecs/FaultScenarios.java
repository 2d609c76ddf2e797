package dev.slipway.target.ecs;

import static dev.slipway.target.Outcome.CANCELLED;
import static dev.slipway.target.Outcome.FAILED;
import static dev.slipway.target.Outcome.ROLLED_BACK;
import static dev.slipway.target.Outcome.SUCCEEDED;

import dev.slipway.target.CancelMode;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import simulator.Api;
import simulator.cloudwatch.Series;
import simulator.ecs.Behaviour;
import simulator.elb.ProbeAnswer;

/** What can go wrong with a deployment to ECS. */
final class FaultScenarios {

    private static final String CHECK_RELEASE = "Look at the last lines, mend 1.1.0 and deploy it under a new version";
    private static final String NOTHING = "";

    private FaultScenarios() {}

    static List<Scenario> all() {
        return Stream.of(
                        releases(),
                        limits(),
                        people(),
                        outages(),
                        JobScenarios.all(),
                        TaskScenarios.all(),
                        ShiftScenarios.all())
                .flatMap(List::stream)
                .toList();
    }

    /** The release itself is at fault, or is not. */
    private static List<Scenario> releases() {
        return List.of(
                Scenario.of(
                        "image missing",
                        ROLLED_BACK,
                        "CannotPullContainerError",
                        "Push the image again, or restore it",
                        stage -> {
                            stage.service().running(stage.reference("1.0.0"));
                            var missing = stage.revision("1.1.0", "sha256:" + "0".repeat(64));
                            return end(stage, stage.deploy(stage.order(missing, "token")));
                        }),
                Scenario.of(
                        "crash loop",
                        ROLLED_BACK,
                        "no database",
                        CHECK_RELEASE,
                        stage -> bad(
                                stage, Behaviour.exits(1, Duration.ofSeconds(4)).printing("no database"))),
                Scenario.of(
                        "never healthy",
                        ROLLED_BACK,
                        "[503]",
                        "See why the health check is answered like that",
                        stage -> bad(stage, Behaviour.neverHealthy(503))),
                Scenario.of("slow start within the limit", SUCCEEDED, "healthy", NOTHING, stage -> {
                    stage.service()
                            .with(service -> service.healthCheckGracePeriodSeconds(120))
                            .running(stage.reference("1.0.0"));
                    stage.ecs
                            .images()
                            .script(stage.digest("1.1.0"), Behaviour.healthy().startingIn(Duration.ofSeconds(90)));
                    return end(stage, stage.deploy("1.1.0"));
                }),
                Scenario.of(
                        "breaker rollback",
                        ROLLED_BACK,
                        "circuit breaker",
                        "Give the container more memory",
                        stage -> bad(stage, Behaviour.exits(137, Duration.ofSeconds(4)))),
                Scenario.of(
                        "breaker without predecessor",
                        FAILED,
                        "nothing to roll back to",
                        "There is nothing to return to. Look at the last lines, mend 1.1.0",
                        stage -> {
                            stage.ecs.images().script(stage.digest("0.9.0"), Behaviour.exits(1, Duration.ofSeconds(4)));
                            stage.service().create(stage.reference("0.9.0"));
                            stage.ecs.images().script(stage.digest("1.1.0"), Behaviour.exits(1, Duration.ofSeconds(4)));
                            return end(
                                    stage,
                                    stage.deploy(new dev.slipway.target.DeployOrder(
                                            EcsStage.KEY, stage.revision("1.1.0"), null, "token")));
                        }),
                Scenario.of(
                        "wrong digest runs",
                        ROLLED_BACK,
                        "not sha256:",
                        "Find out who replaced the image",
                        stage -> bad(stage, Behaviour.healthy().runningAs("sha256:" + "e".repeat(64)))));
    }

    /** Limits and settings. */
    private static List<Scenario> limits() {
        return List.of(
                Scenario.of(
                        "capacity shortage",
                        ROLLED_BACK,
                        "not the release's fault",
                        "Not the release's fault: deploy it again later or in more zones, or have the quota raised",
                        stage -> {
                            stage.settings("\"timeout\": \"10m\"");
                            stage.service().running(stage.reference("1.0.0"));
                            stage.ecs.capacity(2);
                            return end(stage, stage.deploy("1.1.0"));
                        }),
                Scenario.of(
                        "minimum and maximum leave no room",
                        ROLLED_BACK,
                        "did not finish within 10m",
                        "Give it room to progress (maximumPercent 200",
                        stage -> {
                            stage.settings("\"timeout\": \"10m\"");
                            stage.service()
                                    .desired(3)
                                    .with(service -> service.deploymentConfiguration(
                                            one -> one.maximumPercent(125).minimumHealthyPercent(100)))
                                    .running(stage.reference("1.0.0"));
                            return end(stage, stage.deploy("1.1.0"));
                        }),
                Scenario.of("alarm rollback", ROLLED_BACK, "alarm", "Look at the metric of the alarm", stage -> {
                    alarmed(stage);
                    var id = stage.deploy("1.1.0");
                    stage.until(id, () -> stage.told().contains("started with 1.1.0"));
                    stage.cloud.in(EcsStage.PLACE).watch().set("user-5xx", "ALARM", "Threshold Crossed");
                    return end(stage, id);
                }),
                Scenario.of("alarm already firing", SUCCEEDED, "healthy", NOTHING, stage -> {
                    alarmed(stage);
                    stage.cloud.in(EcsStage.PLACE).watch().set("user-5xx", "ALARM", "Threshold Crossed");
                    return end(stage, stage.deploy("1.1.0"));
                }),
                Scenario.of(
                        "rollback itself fails",
                        FAILED,
                        "the way back failed too",
                        "Act at once: what ran before does not run again; see whether its image and secrets are still"
                                + " there",
                        stage -> {
                            stage.service()
                                    .with(service -> service.deploymentConfiguration(one -> one.maximumPercent(100)
                                            .minimumHealthyPercent(0)
                                            .deploymentCircuitBreaker(breaker ->
                                                    breaker.enable(true).rollback(true))))
                                    .running(stage.reference("1.0.0"));
                            stage.ecs.images().script(stage.digest("1.1.0"), Behaviour.exits(1, Duration.ofSeconds(4)));
                            var order = stage.order(stage.revision("1.1.0"), "token");
                            stage.cloud.in(EcsStage.PLACE).images().delete("user", stage.digest("1.0.0"));
                            return end(stage, stage.deploy(order));
                        }),
                Scenario.of(
                        "target group unhealthy with tasks healthy",
                        FAILED,
                        "the way back failed too",
                        "still there. See why the health check is answered like that",
                        stage -> {
                            var made = stage.service().checked().running(stage.reference("1.0.0"));
                            var id = stage.deploy("1.1.0");
                            stage.cloud
                                    .in(EcsStage.PLACE)
                                    .balancing()
                                    .targetGroup(String.valueOf(made.targetGroup()))
                                    .orElseThrow()
                                    .answerAllChecksWith(ProbeAnswer.status(404));
                            return end(stage, id);
                        }));
    }

    /** Other people, and our own. */
    private static List<Scenario> people() {
        return List.of(
                Scenario.of(
                        "someone else deploys meanwhile",
                        FAILED,
                        "another deployment took its place",
                        "Talk to whoever deployed, outside of this portal; then deploy again",
                        stage -> {
                            stage.service().running(stage.reference("1.0.0"));
                            var id = stage.deploy("1.1.0");
                            stage.until(id, () -> stage.told().contains("started with 1.1.0"));
                            update(
                                    stage,
                                    service -> service.taskDefinition("user:1").forceNewDeployment(true));
                            return end(stage, id);
                        }),
                Scenario.of("someone changes the desired count meanwhile", SUCCEEDED, "from 2 to 4", NOTHING, stage -> {
                    stage.service().running(stage.reference("1.0.0"));
                    var id = stage.deploy("1.1.0");
                    stage.until(id, () -> stage.told().contains("started with 1.1.0"));
                    update(stage, service -> service.desiredCount(4));
                    return end(stage, id);
                }),
                Scenario.of("cancel half-way", CANCELLED, "ECS rolled back", NOTHING, stage -> {
                    stage.service().running(stage.reference("1.0.0"));
                    var id = stage.deploy("1.1.0");
                    stage.until(id, () -> stage.told().contains("started with 1.1.0"));
                    stage.target().cancel(EcsStage.KEY, id, CancelMode.ROLL_BACK);
                    return end(stage, id);
                }),
                Scenario.of(
                        "service deleted half-way",
                        FAILED,
                        "was deleted",
                        "Find out who deleted the service",
                        stage -> {
                            stage.service().running(stage.reference("1.0.0"));
                            var id = stage.deploy("1.1.0");
                            stage.until(id, () -> stage.told().contains("started with 1.1.0"));
                            stage.client()
                                    .deleteService(one ->
                                            one.cluster("prod").service("user").force(true))
                                    .join();
                            return end(stage, id);
                        }),
                Scenario.of(
                        "two deployments at once",
                        FAILED,
                        "another deployment took its place",
                        "Talk to whoever deployed, outside of this portal",
                        stage -> {
                            stage.service().running(stage.reference("1.0.0"));
                            var id = stage.deploy("1.1.0");
                            stage.deploy("1.2.0");
                            return end(stage, id);
                        }));
    }

    /** AWS, the portal or its database is out of order. */
    private static List<Scenario> outages() {
        return List.of(
                Scenario.of("throttled throughout", SUCCEEDED, "healthy", NOTHING, stage -> {
                    stage.service().running(stage.reference("1.0.0"));
                    stage.cloud.faults().on(Api.ECS).every(6).throttled();
                    return end(stage, stage.deploy("1.1.0"));
                }),
                Scenario.of("API down for five minutes", SUCCEEDED, "healthy", NOTHING, stage -> {
                    stage.service().running(stage.reference("1.0.0"));
                    var id = stage.deploy("1.1.0");
                    stage.cloud
                            .faults()
                            .everywhere()
                            .during(Duration.ofMinutes(5))
                            .unreachable();
                    return end(stage, id);
                }),
                Scenario.of("credentials expire half-way", SUCCEEDED, "healthy", NOTHING, stage -> {
                    stage.service().running(stage.reference("1.0.0"));
                    var id = stage.deploy("1.1.0");
                    stage.cloud.faults().everywhere().times(3).expiredCredentials();
                    return end(stage, id);
                }));
    }

    private static void alarmed(EcsStage stage) {
        stage.cloud.in(EcsStage.PLACE).watch().alarm("user-5xx", Series.ofService("5xx", "prod", "user"), 5);
        stage.service()
                .with(service -> service.deploymentConfiguration(one -> one.maximumPercent(200)
                        .minimumHealthyPercent(100)
                        .alarms(alarms -> alarms.enable(true).rollback(true).alarmNames("user-5xx"))))
                .running(stage.reference("1.0.0"));
    }

    private static Scenario.Said bad(EcsStage stage, Behaviour behaviour) {
        stage.service().running(stage.reference("1.0.0"));
        stage.ecs.images().script(stage.digest("1.1.0"), behaviour);
        return end(stage, stage.deploy("1.1.0"));
    }

    private static void update(
            EcsStage stage,
            java.util.function.Consumer<software.amazon.awssdk.services.ecs.model.UpdateServiceRequest.Builder>
                    change) {
        stage.client()
                .updateService(request -> change.accept(request.cluster("prod").service("user")))
                .join();
    }

    static Scenario.Said end(EcsStage stage, dev.slipway.target.DeploymentId id) {
        return Scenario.Said.of(stage, stage.follow(id));
    }
}
