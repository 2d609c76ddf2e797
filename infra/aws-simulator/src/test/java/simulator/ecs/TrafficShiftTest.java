package simulator.ecs;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import simulator.cloudwatch.Series;
import simulator.elb.HealthCheck;
import simulator.elb.Weights;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookAction;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookStage;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookStatus;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookTargetType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;

/** Blue/green, canary and linear, seen through the SDK. */
class TrafficShiftTest {

    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:smoke";

    private final EcsCloud cloud = new EcsCloud();
    private String blue = "";
    private String green = "";
    private String rule = "";

    @BeforeEach
    void balancing() {
        var balancing = cloud.cloud.in(EcsCloud.PLACE).balancing();
        var check = HealthCheck.of("/health", Duration.ofSeconds(5));
        blue = balancing
                .targetGroup("user-blue", 8080, check)
                .drainingFor(Duration.ofSeconds(5))
                .arn();
        green = balancing
                .targetGroup("user-green", 8080, check)
                .drainingFor(Duration.ofSeconds(5))
                .arn();
        rule = balancing.rule(
                balancing.listener(balancing.loadBalancer("web"), 443, blue),
                "7",
                "/u/*",
                Weights.split(blue, 100, green));
    }

    @AfterEach
    void close() {
        cloud.close();
    }

    @Test
    void blueGreenShouldGoThroughItsStagesAndMoveAllTraffic() {
        start(configuration -> configuration.strategy("BLUE_GREEN").bakeTimeInMinutes(2));

        var arn = cloud.deploy(cloud.second);
        var stages = new ArrayList<String>();
        cloud.until(() -> {
            var now = cloud.deployment(arn);
            if (now.lifecycleStage() != null && !stages.contains(now.lifecycleStageAsString())) {
                stages.add(now.lifecycleStageAsString());
            }
            return now.statusAsString().equals("SUCCESSFUL");
        });

        assertThat(stages).contains("SCALE_UP", "PRODUCTION_TRAFFIC_SHIFT", "BAKE_TIME", "CLEAN_UP");
        assertThat(share(green)).isEqualTo(100);
        var back = cloud.deploy(cloud.first);
        cloud.untilStatus(back, "SUCCESSFUL");
        assertThat(share(blue)).isEqualTo(100);
    }

    @Test
    void aPauseShouldWaitForAPerson() {
        start(configuration -> configuration
                .strategy("BLUE_GREEN")
                .lifecycleHooks(hook -> hook.targetType(DeploymentLifecycleHookTargetType.PAUSE)
                        .lifecycleStages(DeploymentLifecycleHookStage.POST_TEST_TRAFFIC_SHIFT)));

        var arn = cloud.deploy(cloud.second);
        cloud.until(() -> cloud.deployment(arn).lifecycleHookDetails().stream()
                .anyMatch(hook -> hook.status() == DeploymentLifecycleHookStatus.AWAITING_ACTION));
        cloud.cloud.clock().advance(Duration.ofHours(1));
        assertThat(share(blue)).isEqualTo(100);
        var hook = cloud.deployment(arn).lifecycleHookDetails().getFirst();
        cloud.client
                .continueServiceDeployment(request -> request.serviceDeploymentArn(arn)
                        .hookId(hook.hookId())
                        .action(DeploymentLifecycleHookAction.CONTINUE))
                .join();

        cloud.untilStatus(arn, "SUCCESSFUL");
    }

    @Test
    void aPauseThatNobodyAnswersShouldRollBackAfterADay() {
        start(configuration -> configuration
                .strategy("BLUE_GREEN")
                .lifecycleHooks(hook -> hook.targetType(DeploymentLifecycleHookTargetType.PAUSE)
                        .lifecycleStages(DeploymentLifecycleHookStage.PRODUCTION_TRAFFIC_SHIFT)));

        var arn = cloud.deploy(cloud.second);
        cloud.cloud.clock().advance(Duration.ofHours(25));

        cloud.untilStatus(arn, "ROLLBACK_SUCCESSFUL");
        assertThat(cloud.deployment(arn).rollback().reason()).contains("timed out");
    }

    @Test
    void aHookThatRefusesShouldRollBackBeforeAnyTraffic() {
        cloud.ecs.functions().fail(FUNCTION);
        start(configuration -> configuration
                .strategy("BLUE_GREEN")
                .lifecycleHooks(hook -> hook.hookTargetArn(FUNCTION)
                        .roleArn("arn:aws:iam::123456789012:role/hooks")
                        .lifecycleStages(DeploymentLifecycleHookStage.POST_SCALE_UP)));

        var arn = cloud.deploy(cloud.second);
        cloud.untilStatus(arn, "ROLLBACK_SUCCESSFUL");

        assertThat(share(blue)).isEqualTo(100);
        assertThat(cloud.tasks())
                .allSatisfy(task ->
                        assertThat(task.containers().getFirst().imageDigest()).isEqualTo(cloud.first));
    }

    @Test
    void aCanaryShouldTakeItsShareFirstAndGoBackOnAnAlarm() {
        var watch = cloud.cloud.in(EcsCloud.PLACE).watch();
        watch.alarm("user-5xx", Series.ofService("HTTPCode_Target_5XX_Count", "prod", "user"), 5);
        start(configuration -> configuration
                .strategy("CANARY")
                .canaryConfiguration(canary -> canary.canaryPercent(5.0).canaryBakeTimeInMinutes(10))
                .alarms(alarms -> alarms.enable(true).rollback(true).alarmNames("user-5xx")));

        var arn = cloud.deploy(cloud.second);
        cloud.until(() -> share(green) == 5);
        cloud.cloud.clock().advance(Duration.ofMinutes(5));
        assertThat(cloud.deployment(arn).targetServiceRevision().requestedProductionTrafficWeight())
                .isEqualTo(5);
        watch.set("user-5xx", "ALARM", "Threshold Crossed");
        cloud.untilStatus(arn, "ROLLBACK_SUCCESSFUL");

        assertThat(share(blue)).isEqualTo(100);
    }

    @Test
    void linearShouldTakeStepsAndAStopDuringTheBakeShouldGoBack() {
        start(configuration -> configuration
                .strategy("LINEAR")
                .linearConfiguration(linear -> linear.stepPercent(50.0).stepBakeTimeInMinutes(3))
                .bakeTimeInMinutes(10));

        var arn = cloud.deploy(cloud.second);
        var shares = new ArrayList<Integer>(List.of(0));
        cloud.until(() -> {
            if (shares.getLast() != share(green)) {
                shares.add(share(green));
            }
            return "BAKE_TIME".equals(cloud.deployment(arn).lifecycleStageAsString());
        });
        assertThat(shares).containsExactly(0, 50, 100);

        cloud.client
                .stopServiceDeployment(
                        request -> request.serviceDeploymentArn(arn).stopType(StopServiceDeploymentStopType.ROLLBACK))
                .join();
        cloud.untilStatus(arn, "ROLLBACK_SUCCESSFUL");
        assertThat(share(blue)).isEqualTo(100);
    }

    private int share(String targetGroup) {
        return cloud.cloud
                .in(EcsCloud.PLACE)
                .balancing()
                .weights(rule)
                .orElseThrow()
                .byTargetGroup()
                .getOrDefault(targetGroup, 0);
    }

    private void start(UnaryOperator<DeploymentConfiguration.Builder> configuration) {
        cloud.service()
                .desired(2)
                .with(service -> service.loadBalancers(LoadBalancer.builder()
                                .targetGroupArn(blue)
                                .containerName("user")
                                .containerPort(8080)
                                .advancedConfiguration(advanced -> advanced.alternateTargetGroupArn(green)
                                        .productionListenerRule(rule)
                                        .roleArn("arn:aws:iam::123456789012:role/ecs"))
                                .build())
                        .deploymentConfiguration(configuration
                                .apply(DeploymentConfiguration.builder())
                                .build()))
                .running(cloud.reference(cloud.first));
    }
}
