package dev.slipway.target.ecs;

import dev.slipway.target.DeploymentRefused;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.CreateServiceRequest;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHook;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookAction;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookTargetType;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;
import software.amazon.awssdk.services.ecs.model.UpdateServiceRequest;

/** What the settings say of the service itself. What they do not say is not sent, so ECS leaves it as it is. */
record ServiceShape(EcsSettings settings) {

    /** What an update sends besides the task definition: only what differs. */
    UpdateServiceRequest.Builder update(Service service) {
        var request = UpdateServiceRequest.builder()
                .cluster(settings.place().cluster())
                .service(settings.place().service());
        var configuration = configuration(service.deploymentConfiguration());
        if (!configuration.equals(service.deploymentConfiguration())) {
            request.deploymentConfiguration(configuration);
        }
        var traffic = settings.traffic();
        if (traffic != null && !service.loadBalancers().equals(List.of(balancer(traffic)))) {
            request.loadBalancers(balancer(traffic));
        }
        var network = settings.network();
        if (network != null && !sameNetwork(service, network)) {
            request.networkConfiguration(network(network));
        }
        var grace = settings.rollout().healthGrace();
        if (grace != null && !Objects.equals(service.healthCheckGracePeriodSeconds(), (int) grace.toSeconds())) {
            request.healthCheckGracePeriodSeconds((int) grace.toSeconds());
        }
        if (service.desiredCount() == 0 && settings.size().desired() > 0) {
            // At zero nothing would start, and so nothing could be proven.
            request.desiredCount(settings.size().desired());
        }
        return request;
    }

    CreateServiceRequest create(TaskDefinition base, String definition, String token) throws DeploymentRefused {
        var network = settings.network();
        if (network == null && "awsvpc".equals(base.networkModeAsString())) {
            throw new DeploymentRefused("There is no service " + settings.place()
                    + " yet, and the placement does not say in which subnets to create it; add the setting network, or"
                    + " create the service first");
        }
        var request = CreateServiceRequest.builder()
                .cluster(settings.place().cluster())
                .serviceName(settings.place().service())
                .taskDefinition(definition)
                .desiredCount(settings.size().desired())
                .clientToken(token)
                .deploymentConfiguration(configuration(null));
        if (base.requiresCompatibilities().contains(Compatibility.FARGATE)) {
            request.launchType(LaunchType.FARGATE);
        }
        if (network != null) {
            request.networkConfiguration(network(network));
        }
        if (settings.traffic() != null) {
            request.loadBalancers(balancer(settings.traffic()));
        }
        var grace = settings.rollout().healthGrace();
        if (grace != null) {
            request.healthCheckGracePeriodSeconds((int) grace.toSeconds());
        }
        return request.build();
    }

    private DeploymentConfiguration configuration(@Nullable DeploymentConfiguration current) {
        var rollout = settings.rollout();
        var configuration = current == null ? DeploymentConfiguration.builder() : current.toBuilder();
        if (rollout.minimumHealthyPercent() != null) {
            configuration.minimumHealthyPercent(rollout.minimumHealthyPercent());
        }
        if (rollout.maximumPercent() != null) {
            configuration.maximumPercent(rollout.maximumPercent());
        }
        var breaker = rollout.breaker();
        if (breaker != null) {
            configuration.deploymentCircuitBreaker((current == null || current.deploymentCircuitBreaker() == null
                            ? software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker.builder()
                            : current.deploymentCircuitBreaker().toBuilder())
                    .enable(breaker.enable())
                    .rollback(breaker.rollback())
                    .build());
        }
        var alarms = rollout.alarms();
        if (alarms != null) {
            configuration.alarms(
                    one -> one.alarmNames(alarms.names()).enable(true).rollback(alarms.rollback()));
        }
        if (rollout.strategy() != null) {
            strategy(configuration, rollout.strategy());
        }
        return configuration.build();
    }

    private static void strategy(DeploymentConfiguration.Builder configuration, EcsSettings.Strategy strategy) {
        configuration.strategy(DeploymentStrategy.valueOf(strategy.kind().name()));
        if (strategy.kind() != EcsSettings.Strategy.Kind.ROLLING) {
            configuration.bakeTimeInMinutes((int) strategy.bake().toMinutes());
        }
        var minutes = (int)
                Objects.requireNonNullElse(strategy.stepBake(), Duration.ZERO).toMinutes();
        if (strategy.kind() == EcsSettings.Strategy.Kind.LINEAR) {
            configuration.linearConfiguration(
                    one -> one.stepPercent(strategy.step()).stepBakeTimeInMinutes(minutes));
        }
        if (strategy.kind() == EcsSettings.Strategy.Kind.CANARY) {
            configuration.canaryConfiguration(
                    one -> one.canaryPercent(strategy.step()).canaryBakeTimeInMinutes(minutes));
        }
        if (!strategy.hooks().isEmpty()) {
            configuration.lifecycleHooks(
                    strategy.hooks().stream().map(ServiceShape::hook).toList());
        }
    }

    private static DeploymentLifecycleHook hook(EcsSettings.Hook hook) {
        var request = DeploymentLifecycleHook.builder().lifecycleStagesWithStrings(hook.stages());
        if (!hook.pauses()) {
            return request.hookTargetArn(hook.lambda()).roleArn(hook.role()).build();
        }
        request.targetType(DeploymentLifecycleHookTargetType.PAUSE);
        var expires = hook.expires();
        if (expires != null) {
            request.timeoutConfiguration(one ->
                    one.timeoutInMinutes((int) expires.toMinutes()).action(DeploymentLifecycleHookAction.ROLLBACK));
        }
        return request.build();
    }

    private static LoadBalancer balancer(EcsSettings.Traffic traffic) {
        var balancer = LoadBalancer.builder()
                .targetGroupArn(traffic.targetGroup())
                .containerName(traffic.container())
                .containerPort(traffic.port());
        if (traffic.alternateTargetGroup() != null) {
            balancer.advancedConfiguration(one -> one.alternateTargetGroupArn(traffic.alternateTargetGroup())
                    .productionListenerRule(traffic.productionRule())
                    .testListenerRule(traffic.testRule())
                    .roleArn(traffic.role()));
        }
        return balancer.build();
    }

    static NetworkConfiguration network(EcsSettings.Network network) {
        return NetworkConfiguration.builder()
                .awsvpcConfiguration(one -> one.subnets(network.subnets())
                        .securityGroups(network.securityGroups())
                        .assignPublicIp(network.publicIp() ? AssignPublicIp.ENABLED : AssignPublicIp.DISABLED))
                .build();
    }

    private static boolean sameNetwork(Service service, EcsSettings.Network network) {
        return service.networkConfiguration() != null
                && service.networkConfiguration().equals(network(network));
    }

    /** What the update changes of the service besides the task definition, one line a change. */
    List<String> lines(Service service) {
        var update = update(service).build();
        var lines = new ArrayList<String>();
        var before = service.deploymentConfiguration();
        var after = update.deploymentConfiguration();
        if (after != null) {
            change(
                    lines,
                    "minimum healthy percent",
                    before == null ? null : before.minimumHealthyPercent(),
                    after.minimumHealthyPercent());
            change(lines, "maximum percent", before == null ? null : before.maximumPercent(), after.maximumPercent());
            change(
                    lines,
                    "circuit breaker",
                    before == null ? null : before.deploymentCircuitBreaker(),
                    after.deploymentCircuitBreaker());
            change(lines, "alarms", before == null ? null : before.alarms(), after.alarms());
            change(lines, "strategy", before == null ? null : before.strategyAsString(), after.strategyAsString());
            change(
                    lines,
                    "bake minutes",
                    before == null ? null : before.bakeTimeInMinutes(),
                    after.bakeTimeInMinutes());
            change(
                    lines,
                    "linear steps",
                    before == null ? null : before.linearConfiguration(),
                    after.linearConfiguration());
            change(lines, "canary", before == null ? null : before.canaryConfiguration(), after.canaryConfiguration());
            change(lines, "hooks", before == null ? null : before.lifecycleHooks(), after.lifecycleHooks());
        }
        if (update.hasLoadBalancers()) {
            change(lines, "load balancer", service.loadBalancers(), update.loadBalancers());
        }
        if (update.networkConfiguration() != null) {
            change(lines, "network", service.networkConfiguration(), update.networkConfiguration());
        }
        if (update.healthCheckGracePeriodSeconds() != null) {
            change(
                    lines,
                    "health-check grace (seconds)",
                    service.healthCheckGracePeriodSeconds(),
                    update.healthCheckGracePeriodSeconds());
        }
        if (update.desiredCount() != null) {
            change(lines, "desired tasks", service.desiredCount(), update.desiredCount());
        }
        return lines;
    }

    private static void change(List<String> lines, String what, @Nullable Object before, @Nullable Object after) {
        DefinitionDiff.change(
                lines,
                "service " + what,
                before == null ? null : before.toString(),
                after == null ? null : after.toString());
    }
}
