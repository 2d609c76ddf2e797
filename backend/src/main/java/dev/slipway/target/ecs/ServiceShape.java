package dev.slipway.target.ecs;

import dev.slipway.target.DeploymentRefused;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Set;
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

/**
 * What the settings say of the service itself. What they do not say is not sent, so ECS leaves it as it is.
 *
 * @param desired how many tasks it is to have from now on; null: as many as it has
 */
record ServiceShape(EcsSettings settings, @Nullable Integer desired) {

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
        if (desired != null && !desired.equals(service.desiredCount())) {
            request.desiredCount(desired);
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
        if (!strategy.hooks().isEmpty()
                && !StatedHooks.are(strategy.hooks(), configuration.build().lifecycleHooks())) {
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
        if (service.networkConfiguration() == null
                || service.networkConfiguration().awsvpcConfiguration() == null) {
            return false;
        }
        var has = service.networkConfiguration().awsvpcConfiguration();
        var wanted = network(network).awsvpcConfiguration();
        return Set.copyOf(has.subnets()).equals(Set.copyOf(wanted.subnets()))
                && Set.copyOf(has.securityGroups()).equals(Set.copyOf(wanted.securityGroups()))
                && (has.assignPublicIp() == wanted.assignPublicIp()
                        // ECS leaves out what it takes as the default.
                        || has.assignPublicIp() == null && !network.publicIp());
    }
}
