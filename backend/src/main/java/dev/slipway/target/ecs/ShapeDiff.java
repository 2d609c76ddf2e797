package dev.slipway.target.ecs;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.AssignPublicIp;
import software.amazon.awssdk.services.ecs.model.DeploymentAlarms;
import software.amazon.awssdk.services.ecs.model.DeploymentCircuitBreaker;
import software.amazon.awssdk.services.ecs.model.DeploymentConfiguration;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHook;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkConfiguration;
import software.amazon.awssdk.services.ecs.model.Service;

/** What an update changes of a service, one line a change, as people read it. */
record ShapeDiff(ServiceShape shape) {

    /** Besides the task definition; empty if the service is as the settings say. */
    List<String> lines(Service service) {
        var update = shape.update(service).build();
        var lines = new Lines(new ArrayList<>());
        if (update.deploymentConfiguration() != null) {
            configuration(lines, service.deploymentConfiguration(), update.deploymentConfiguration());
        }
        if (update.hasLoadBalancers()) {
            lines.change("load balancer", balancers(service.loadBalancers()), balancers(update.loadBalancers()));
        }
        if (update.networkConfiguration() != null) {
            lines.change("network", network(service.networkConfiguration()), network(update.networkConfiguration()));
        }
        if (update.healthCheckGracePeriodSeconds() != null) {
            lines.change(
                    "health-check grace (seconds)",
                    service.healthCheckGracePeriodSeconds(),
                    update.healthCheckGracePeriodSeconds());
        }
        if (update.desiredCount() != null) {
            lines.change("desired tasks", service.desiredCount(), update.desiredCount());
        }
        return lines.all();
    }

    private static void configuration(
            Lines lines, @Nullable DeploymentConfiguration shown, DeploymentConfiguration after) {
        var before = shown == null ? DeploymentConfiguration.builder().build() : shown;
        lines.change("minimum healthy percent", before.minimumHealthyPercent(), after.minimumHealthyPercent());
        lines.change("maximum percent", before.maximumPercent(), after.maximumPercent());
        lines.change(
                "circuit breaker",
                told(before.deploymentCircuitBreaker(), ShapeDiff::breaker),
                told(after.deploymentCircuitBreaker(), ShapeDiff::breaker));
        lines.change("alarms", told(before.alarms(), ShapeDiff::alarms), told(after.alarms(), ShapeDiff::alarms));
        lines.change("strategy", before.strategyAsString(), after.strategyAsString());
        lines.change("bake minutes", before.bakeTimeInMinutes(), after.bakeTimeInMinutes());
        lines.change(
                "linear steps",
                told(
                        before.linearConfiguration(),
                        one -> one.stepPercent() + " % every " + one.stepBakeTimeInMinutes() + " min"),
                told(
                        after.linearConfiguration(),
                        one -> one.stepPercent() + " % every " + one.stepBakeTimeInMinutes() + " min"));
        lines.change(
                "canary",
                told(
                        before.canaryConfiguration(),
                        one -> one.canaryPercent() + " % for " + one.canaryBakeTimeInMinutes() + " min"),
                told(
                        after.canaryConfiguration(),
                        one -> one.canaryPercent() + " % for " + one.canaryBakeTimeInMinutes() + " min"));
        lines.change("hooks", hooks(before.lifecycleHooks()), hooks(after.lifecycleHooks()));
    }

    private static <T> @Nullable String told(@Nullable T value, Function<T, String> words) {
        return value == null ? null : words.apply(value);
    }

    private static String breaker(DeploymentCircuitBreaker breaker) {
        return !breaker.enable() ? "off" : breaker.rollback() ? "on, rolls back" : "on, does not roll back";
    }

    private static String alarms(DeploymentAlarms alarms) {
        return !alarms.enable()
                ? "off"
                : String.join(", ", alarms.alarmNames()) + (alarms.rollback() ? ", roll back" : ", do not roll back");
    }

    private static @Nullable String hooks(List<DeploymentLifecycleHook> hooks) {
        return hooks.isEmpty() ? null : hooks.stream().map(ShapeDiff::hook).collect(Collectors.joining("; "));
    }

    private static String hook(DeploymentLifecycleHook hook) {
        var limit = hook.timeoutConfiguration();
        return (hook.hookTargetArn() == null ? "pause" : Arn.name(hook.hookTargetArn()))
                + " at " + String.join(" and ", hook.lifecycleStagesAsStrings())
                + (limit == null || limit.timeoutInMinutes() == null
                        ? ""
                        : " for " + limit.timeoutInMinutes() + " min");
    }

    private static @Nullable String balancers(List<LoadBalancer> balancers) {
        return balancers.isEmpty()
                ? null
                : balancers.stream().map(ShapeDiff::balancer).collect(Collectors.joining("; "));
    }

    private static String balancer(LoadBalancer balancer) {
        var advanced = balancer.advancedConfiguration();
        var to = balancer.targetGroupArn() == null ? balancer.loadBalancerName() : balancer.targetGroupArn();
        return to + " for " + balancer.containerName() + ":" + balancer.containerPort()
                + (advanced == null
                        ? ""
                        : ", alternately " + advanced.alternateTargetGroupArn()
                                + ", rule " + advanced.productionListenerRule()
                                + (advanced.testListenerRule() == null
                                        ? ""
                                        : ", test rule " + advanced.testListenerRule())
                                + ", role " + advanced.roleArn());
    }

    private static @Nullable String network(@Nullable NetworkConfiguration network) {
        if (network == null || network.awsvpcConfiguration() == null) {
            return null;
        }
        var own = network.awsvpcConfiguration();
        return "subnets " + String.join(", ", own.subnets())
                + (own.securityGroups().isEmpty() ? "" : "; groups " + String.join(", ", own.securityGroups()))
                + (own.assignPublicIp() == AssignPublicIp.ENABLED ? "; public address" : "");
    }

    private record Lines(List<String> all) {

        void change(String what, @Nullable Object before, @Nullable Object after) {
            DefinitionDiff.change(
                    all,
                    "service " + what,
                    before == null ? null : before.toString(),
                    after == null ? null : after.toString());
        }
    }
}
