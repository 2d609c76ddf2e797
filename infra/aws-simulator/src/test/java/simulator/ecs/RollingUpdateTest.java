package simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import simulator.cloudwatch.Series;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentRollbackMonitorsStatus;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;

/** The rolling update as documented, seen through the SDK. */
class RollingUpdateTest {

    private final EcsCloud cloud = new EcsCloud();

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void aGoodImageShouldReplaceAllTasksAndEndSuccessful() {
        cloud.service().desired(3).running(cloud.reference(cloud.first));

        var arn = cloud.deploy(cloud.second);
        assertThat(cloud.shown().deployments()).hasSize(2);
        cloud.untilStatus(arn, "SUCCESSFUL");

        assertThat(cloud.shown().deployments()).singleElement().satisfies(deployment -> {
            assertThat(deployment.rolloutState()).isEqualTo(DeploymentRolloutState.COMPLETED);
            assertThat(deployment.runningCount()).isEqualTo(3);
        });
        assertThat(cloud.tasks())
                .allSatisfy(task ->
                        assertThat(task.containers().getFirst().imageDigest()).isEqualTo(cloud.second));
        assertThat(cloud.deployment(arn).targetServiceRevision().arn())
                .endsWith(cloud.shown().deployments().getFirst().id().substring("ecs-svc/".length()));
    }

    @Test
    void thereShouldNeverBeFewerHealthyTasksThanTheMinimumOrMoreThanTheMaximum() {
        cloud.service().desired(4).running(cloud.reference(cloud.first));
        cloud.update(request -> request.deploymentConfiguration(
                configuration -> configuration.minimumHealthyPercent(75).maximumPercent(150)));
        var definition = cloud.register(cloud.second);
        cloud.update(request -> request.taskDefinition(definition));
        var arn = cloud.latest();

        cloud.until(() -> {
            assertThat(cloud.shown().runningCount()).isGreaterThanOrEqualTo(3);
            assertThat(cloud.ecs
                            .surroundings()
                            .clock()
                            .whileStill(
                                    () -> cloud.ecs.known("prod").known("user").activeTasks()))
                    .isLessThanOrEqualTo(6);
            return cloud.deployment(arn).statusAsString().equals("SUCCESSFUL");
        });
    }

    @Test
    void changingOnlyTheDesiredCountShouldStartNoDeployment() {
        cloud.service().desired(2).running(cloud.reference(cloud.first));
        var before = cloud.latest();

        cloud.update(request -> request.desiredCount(4));
        cloud.until(() -> cloud.shown().runningCount() == 4);

        assertThat(cloud.latest()).isEqualTo(before);
    }

    @Test
    void aCrashLoopShouldTripTheBreakerAndRollBack() {
        cloud.service().desired(2).running(cloud.reference(cloud.first));
        cloud.ecs
                .images()
                .script(cloud.second, Behaviour.exits(1, Duration.ofSeconds(2)).printing("no database"));

        var arn = cloud.deploy(cloud.second);
        var ours = cloud.shown().deployments().getFirst().id();
        cloud.untilStatus(arn, "ROLLBACK_IN_PROGRESS");
        assertThat(cloud.deployment(arn).deploymentCircuitBreaker()).satisfies(breaker -> {
            assertThat(breaker.status()).isEqualTo(ServiceDeploymentRollbackMonitorsStatus.TRIGGERED);
            assertThat(breaker.failureCount()).isBetween(3, 4);
            assertThat(breaker.threshold()).isEqualTo(3);
        });
        assertThat(cloud.shown().deployments().stream().filter(one -> one.id().equals(ours)))
                .singleElement()
                .satisfies(deployment -> {
                    assertThat(deployment.rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);
                    assertThat(deployment.rolloutStateReason())
                            .isEqualTo("ECS deployment circuit breaker: tasks failed to start.");
                });
        cloud.untilStatus(arn, "ROLLBACK_SUCCESSFUL");

        assertThat(cloud.shown().taskDefinition()).endsWith("user:1");
        assertThat(cloud.shown().runningCount()).isEqualTo(2);
    }

    @Test
    void aBreakerWithoutPredecessorShouldLeaveTheDeploymentStalled() {
        cloud.ecs.images().script(cloud.first, Behaviour.exits(1, Duration.ofSeconds(2)));
        cloud.service().desired(1).create(cloud.reference(cloud.first));

        var arn = cloud.latest();
        cloud.until(() -> cloud.deployment(arn).deploymentCircuitBreaker().status()
                == ServiceDeploymentRollbackMonitorsStatus.TRIGGERED);
        cloud.cloud.clock().advance(Duration.ofMinutes(20));

        assertThat(cloud.deployment(arn).statusAsString()).isEqualTo("IN_PROGRESS");
        assertThat(cloud.shown().deployments().getFirst().rolloutState()).isEqualTo(DeploymentRolloutState.FAILED);
        assertThat(cloud.shown().pendingCount()).isZero();
    }

    @Test
    void aMissingImageShouldBeACannotPullContainerError() {
        cloud.service().desired(1).running(cloud.reference(cloud.first));
        var arn = cloud.deploy("sha256:" + "0".repeat(64));
        cloud.untilStatus(arn, "ROLLBACK_SUCCESSFUL");

        var stopped = cloud.client
                .listTasks(
                        request -> request.cluster("prod").serviceName("user").desiredStatus("STOPPED"))
                .join()
                .taskArns();
        assertThat(cloud.client
                        .describeTasks(request -> request.cluster("prod").tasks(stopped))
                        .join()
                        .tasks())
                .anySatisfy(task -> {
                    assertThat(task.stopCodeAsString()).isEqualTo("TaskFailedToStart");
                    assertThat(task.stoppedReason()).startsWith("CannotPullContainerError: ");
                    assertThat(task.containers().getFirst().exitCode()).isNull();
                });
    }

    @Test
    void anUnhealthyTargetShouldBeReplacedAndNamed() {
        cloud.service().desired(1).running(cloud.reference(cloud.first));
        cloud.ecs.images().script(cloud.second, Behaviour.neverHealthy(503));

        var arn = cloud.deploy(cloud.second);
        cloud.untilStatus(arn, "ROLLBACK_SUCCESSFUL");

        assertThat(cloud.events())
                .anySatisfy(event -> assertThat(event)
                        .contains("is unhealthy in (target-group")
                        .contains("Health checks failed with these codes: [503]"));
    }

    @Test
    void anAlarmShouldRollBackAndOneThatFiresAlreadyShouldBeIgnored() {
        var watch = cloud.cloud.in(EcsCloud.PLACE).watch();
        watch.alarm("user-5xx", Series.ofService("HTTPCode_Target_5XX_Count", "prod", "user"), 5);
        cloud.service()
                .with(service -> service.deploymentConfiguration(configuration -> configuration
                        .maximumPercent(200)
                        .minimumHealthyPercent(100)
                        .alarms(alarms -> alarms.enable(true).rollback(true).alarmNames("user-5xx"))))
                .running(cloud.reference(cloud.first));

        var arn = cloud.deploy(cloud.second);
        cloud.cloud.clock().advance(Duration.ofSeconds(40));
        watch.set("user-5xx", "ALARM", "Threshold Crossed");
        cloud.untilStatus(arn, "ROLLBACK_SUCCESSFUL");
        assertThat(cloud.deployment(arn).alarms().triggeredAlarmNames()).containsExactly("user-5xx");

        var again = cloud.deploy(cloud.second);
        cloud.untilStatus(again, "SUCCESSFUL");
        assertThat(cloud.deployment(again).alarms().status())
                .isEqualTo(ServiceDeploymentRollbackMonitorsStatus.DISABLED);
    }

    @Test
    void percentagesThatLeaveNoRoomShouldBeSaidInAnEvent() {
        cloud.service()
                .desired(3)
                .with(service -> service.deploymentConfiguration(
                        configuration -> configuration.maximumPercent(125).minimumHealthyPercent(100)))
                .running(cloud.reference(cloud.first));

        var arn = cloud.deploy(cloud.second);
        cloud.cloud.clock().advance(Duration.ofMinutes(10));

        assertThat(cloud.deployment(arn).statusAsString()).isEqualTo("IN_PROGRESS");
        assertThat(cloud.events().getFirst()).contains("unable to stop or start tasks during a deployment");
    }

    @Test
    void missingCapacityShouldBeNoFailureOfATask() {
        cloud.service().desired(2).running(cloud.reference(cloud.first));
        cloud.ecs.capacity(2);

        var arn = cloud.deploy(cloud.second);
        cloud.cloud.clock().advance(Duration.ofMinutes(5));
        assertThat(cloud.events().getFirst()).contains("Capacity is unavailable at this time");
        assertThat(cloud.shown().deployments().getFirst().failedTasks()).isZero();

        cloud.ecs.capacity(20);
        cloud.untilStatus(arn, "SUCCESSFUL");
    }

    @Test
    void aStopShouldRollBack() {
        cloud.service().desired(2).running(cloud.reference(cloud.first));
        var arn = cloud.deploy(cloud.second);
        cloud.cloud.clock().advance(Duration.ofSeconds(20));

        cloud.client
                .stopServiceDeployment(
                        request -> request.serviceDeploymentArn(arn).stopType(StopServiceDeploymentStopType.ROLLBACK))
                .join();
        assertThat(cloud.deployment(arn).statusAsString()).isEqualTo("ROLLBACK_REQUESTED");
        cloud.untilStatus(arn, "ROLLBACK_SUCCESSFUL");

        assertThat(cloud.tasks())
                .allSatisfy(task ->
                        assertThat(task.containers().getFirst().imageDigest()).isEqualTo(cloud.first));
    }

    @Test
    void aNewerDeploymentShouldTakeThePlaceOfOneInProgress() {
        cloud.service().desired(2).running(cloud.reference(cloud.first));
        var arn = cloud.deploy(cloud.second);
        cloud.cloud.clock().advance(Duration.ofSeconds(20));

        cloud.update(request -> request.forceNewDeployment(true));
        var newer = cloud.latest();
        cloud.untilStatus(newer, "SUCCESSFUL");

        assertThat(cloud.deployment(arn).statusAsString()).isEqualTo("STOPPED");
        assertThat(cloud.shown().deployments()).hasSize(1);
    }

    @Test
    void readsShouldLagBehindWhenToldTo() {
        cloud.service().desired(1).running(cloud.reference(cloud.first));
        cloud.ecs.lag(Duration.ofSeconds(3));
        var before = cloud.latest();
        var definition = cloud.register(cloud.second);
        cloud.update(request -> request.taskDefinition(definition));

        assertThat(cloud.latest()).isEqualTo(before);
        assertThat(cloud.shown().taskDefinition()).endsWith(":1");
        cloud.cloud.clock().advance(Duration.ofSeconds(3));
        assertThat(cloud.latest()).isNotEqualTo(before);
        assertThat(cloud.shown().taskDefinition()).endsWith(":2");
    }

    @Test
    void onlyTheLastHundredEventsShouldBeKept() {
        cloud.service().desired(1).running(cloud.reference(cloud.first));
        for (int i = 0; i < 60; i++) {
            cloud.update(request -> request.desiredCount(2));
            cloud.cloud.clock().advance(Duration.ofSeconds(40));
            cloud.update(request -> request.desiredCount(1));
            cloud.cloud.clock().advance(Duration.ofSeconds(40));
        }
        assertThat(cloud.events()).hasSize(100);
        assertThat(List.copyOf(cloud.shown().events()))
                .isSortedAccordingTo((one, other) -> other.createdAt().compareTo(one.createdAt()));
    }
}
