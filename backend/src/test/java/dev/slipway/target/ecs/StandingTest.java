package dev.slipway.target.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookStatus;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookTargetType;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

class StandingTest {

    private static final String OURS = "ecs-svc/1";

    @ParameterizedTest
    @CsvSource({
        "SUCCESSFUL, Finished",
        "ROLLBACK_SUCCESSFUL, RolledBack",
        "ROLLBACK_FAILED, RollbackFailed",
        "STOPPED, Failed",
        "PENDING, UnderWay",
        "IN_PROGRESS, UnderWay",
        "STOP_REQUESTED, RollingBack",
        "ROLLBACK_REQUESTED, RollingBack",
        "ROLLBACK_IN_PROGRESS, RollingBack",
        "SOMETHING_NEW, UnderWay"
    })
    void statusOfTheServiceDeploymentShouldDecide(String status, String expected) {
        var standing = Standing.of(OURS, service(primary(OURS, "IN_PROGRESS")), deployment(status));

        assertThat(standing.getClass().getSimpleName()).isEqualTo(expected);
    }

    /** What every other tool takes for a success. */
    @Test
    void stableServiceAfterARollbackShouldBeARollback() {
        var stable = service(primary("ecs-svc/0", "COMPLETED"));

        assertThat(Standing.of(OURS, stable, deployment("ROLLBACK_SUCCESSFUL")))
                .isInstanceOf(Standing.RolledBack.class);
    }

    @Test
    void stoppedBecauseOfAnotherShouldNameTheOther() {
        var standing = Standing.of(OURS, service(primary("ecs-svc/2", "IN_PROGRESS")), deployment("STOPPED"));

        assertThat(standing)
                .isInstanceOfSatisfying(
                        Standing.Superseded.class,
                        other -> assertThat(other.by().id()).isEqualTo("ecs-svc/2"));
    }

    @Test
    void failedWithNothingToReturnToShouldNotBeWaitedFor() {
        assertThat(Standing.of(OURS, service(primary(OURS, "FAILED")), deployment("IN_PROGRESS")))
                .isInstanceOf(Standing.Failed.class);
    }

    @Test
    void pauseShouldWaitForAPerson() {
        var paused = deployment("IN_PROGRESS").toBuilder()
                .lifecycleStage("POST_TEST_TRAFFIC_SHIFT")
                .lifecycleHookDetails(hook -> hook.hookId("h-1")
                        .targetType(DeploymentLifecycleHookTargetType.PAUSE)
                        .status(DeploymentLifecycleHookStatus.AWAITING_ACTION))
                .build();

        assertThat(Standing.of(OURS, service(primary(OURS, "IN_PROGRESS")), paused))
                .isEqualTo(new Standing.Paused("h-1", "POST_TEST_TRAFFIC_SHIFT", null));
    }

    @Test
    void unknownStageShouldBeTolerated() {
        var odd = deployment("IN_PROGRESS").toBuilder().lifecycleStage("POLISH").build();

        assertThat(Standing.of(OURS, service(primary(OURS, "IN_PROGRESS")), odd))
                .isEqualTo(new Standing.UnderWay("POLISH"));
    }

    @ParameterizedTest
    @CsvSource({
        "COMPLETED, Finished",
        "FAILED, Failed",
        "IN_PROGRESS, UnderWay",
        "LATER, UnderWay",
    })
    void withoutServiceDeploymentsTheRolloutStateShouldDecide(String state, String expected) {
        var standing = Standing.of(OURS, service(primary(OURS, state)), null);

        assertThat(standing.getClass().getSimpleName()).isEqualTo(expected);
    }

    @Test
    void withoutServiceDeploymentsARollbackShouldBeToldFromAnotherDeployment() {
        var back = primary("ecs-svc/2", "IN_PROGRESS").toBuilder()
                .rolloutStateReason("ECS deployment circuit breaker: rolling back to deploymentId ecs-svc/0.")
                .build();
        var other = primary("ecs-svc/2", "IN_PROGRESS");

        assertThat(Standing.of(OURS, service(back), null)).isInstanceOf(Standing.RollingBack.class);
        assertThat(Standing.of(
                        OURS, service(back.toBuilder().rolloutState("COMPLETED").build()), null))
                .isInstanceOf(Standing.RolledBack.class);
        assertThat(Standing.of(OURS, service(other), null)).isInstanceOf(Standing.Superseded.class);
        assertThat(Standing.of(OURS, service(), null)).isInstanceOf(Standing.Failed.class);
    }

    @Test
    void behindAClassicLoadBalancerTheNumbersShouldDecide() {
        var all =
                primary(OURS, null).toBuilder().runningCount(2).desiredCount(2).build();
        var half =
                primary(OURS, null).toBuilder().runningCount(1).desiredCount(2).build();

        assertThat(Standing.of(OURS, service(all), null)).isInstanceOf(Standing.Finished.class);
        assertThat(Standing.of(OURS, service(half), null)).isInstanceOf(Standing.UnderWay.class);
    }

    private static ServiceDeployment deployment(String status) {
        return ServiceDeployment.builder().status(status).build();
    }

    private static Service service(Deployment... deployments) {
        return Service.builder()
                .serviceName("web")
                .deployments(List.copyOf(Arrays.asList(deployments)))
                .build();
    }

    private static Deployment primary(String id, @Nullable String state) {
        return Deployment.builder()
                .id(id)
                .status("PRIMARY")
                .rolloutState(state)
                .taskDefinition("arn:aws:ecs:eu-central-1:123456789012:task-definition/web:2")
                .build();
    }
}
