package dev.slipway.target.ecs;

import static dev.slipway.target.Outcome.ROLLED_BACK;

import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import simulator.cloudwatch.Series;
import simulator.elb.HealthCheck;
import simulator.elb.Weights;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookStage;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookTargetType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.StopServiceDeploymentStopType;

/** What can go wrong when traffic goes over stage by stage. */
final class ShiftScenarios {

    private static final String FUNCTION = "arn:aws:lambda:eu-central-1:123456789012:function:smoke";

    private ShiftScenarios() {}

    static List<Scenario> all() {
        return List.of(
                Scenario.of(
                        "blue/green hook fails", ROLLED_BACK, "hook", "Read what the hook's function logged", stage -> {
                            stage.ecs.functions().fail(FUNCTION);
                            service(
                                    stage,
                                    one -> one.strategy("BLUE_GREEN")
                                            .lifecycleHooks(hook -> hook.hookTargetArn(FUNCTION)
                                                    .roleArn("arn:aws:iam::123456789012:role/hooks")
                                                    .lifecycleStages(DeploymentLifecycleHookStage.POST_SCALE_UP)));
                            return FaultScenarios.end(stage, stage.deploy("1.1.0"));
                        }),
                Scenario.of("canary alarm", ROLLED_BACK, "alarm", "Look at the metric of the alarm", stage -> {
                    stage.cloud
                            .in(EcsStage.PLACE)
                            .watch()
                            .alarm("user-5xx", Series.ofService("5xx", "prod", "user"), 5);
                    service(
                            stage,
                            one -> one.strategy("CANARY")
                                    .canaryConfiguration(
                                            canary -> canary.canaryPercent(5.0).canaryBakeTimeInMinutes(10))
                                    .alarms(alarms ->
                                            alarms.enable(true).rollback(true).alarmNames("user-5xx")));
                    var id = stage.deploy("1.1.0");
                    stage.until(id, () -> stage.told().contains("Stage PRODUCTION_TRAFFIC_SHIFT"));
                    stage.cloud.in(EcsStage.PLACE).watch().set("user-5xx", "ALARM", "Threshold Crossed");
                    return FaultScenarios.end(stage, id);
                }),
                Scenario.of(
                        "stop requested during a bake",
                        ROLLED_BACK,
                        "A user stopped the service deployment",
                        "Ask who stopped it in AWS",
                        stage -> {
                            service(stage, one -> one.strategy("BLUE_GREEN").bakeTimeInMinutes(10));
                            var id = stage.deploy("1.1.0");
                            stage.until(id, () -> stage.told().contains("Stage BAKE_TIME"));
                            var arn = stage.client()
                                    .listServiceDeployments(
                                            one -> one.cluster("prod").service("user"))
                                    .join()
                                    .serviceDeployments()
                                    .getFirst()
                                    .serviceDeploymentArn();
                            stage.client()
                                    .stopServiceDeployment(one -> one.serviceDeploymentArn(arn)
                                            .stopType(StopServiceDeploymentStopType.ROLLBACK))
                                    .join();
                            return FaultScenarios.end(stage, id);
                        }),
                Scenario.of(
                        "a pause that nobody answers",
                        ROLLED_BACK,
                        "timed out",
                        "Nobody answered the pause in time",
                        stage -> {
                            stage.settings("\"timeout\": \"2h\"");
                            service(
                                    stage,
                                    one -> one.strategy("BLUE_GREEN")
                                            .lifecycleHooks(hook -> hook.targetType(
                                                            DeploymentLifecycleHookTargetType.PAUSE)
                                                    .timeoutConfiguration(limit -> limit.timeoutInMinutes(30))
                                                    .lifecycleStages(
                                                            DeploymentLifecycleHookStage.POST_TEST_TRAFFIC_SHIFT)));
                            var id = stage.deploy("1.1.0");
                            return FaultScenarios.end(stage, id);
                        }));
    }

    private static void service(EcsStage stage, UnaryOperator<DeploymentConfiguration.Builder> configuration) {
        var balancing = stage.cloud.in(EcsStage.PLACE).balancing();
        var check = HealthCheck.of("/health", Duration.ofSeconds(5));
        var blue = balancing.targetGroup("blue", 8080, check).drainingFor(Duration.ofSeconds(5));
        var green = balancing.targetGroup("green", 8080, check).drainingFor(Duration.ofSeconds(5));
        var listener = balancing.listener(balancing.loadBalancer("web"), 443, blue.arn());
        var rule = balancing.rule(listener, "7", "/u/*", Weights.split(blue.arn(), 100, green.arn()));
        stage.service()
                .with(service -> service.loadBalancers(LoadBalancer.builder()
                                .targetGroupArn(blue.arn())
                                .containerName("user")
                                .containerPort(8080)
                                .advancedConfiguration(advanced -> advanced.alternateTargetGroupArn(green.arn())
                                        .productionListenerRule(rule)
                                        .roleArn("arn:aws:iam::123456789012:role/ecs"))
                                .build())
                        .deploymentConfiguration(configuration
                                .apply(DeploymentConfiguration.builder())
                                .build()))
                .running(stage.reference("1.0.0"));
    }
}
