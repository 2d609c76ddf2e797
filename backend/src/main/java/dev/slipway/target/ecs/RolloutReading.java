package dev.slipway.target.ecs;

import dev.slipway.target.SettingsReader;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads how a new revision replaces the old one: percentages, breaker, alarms, strategy and its hooks. */
final class RolloutReading {

    private RolloutReading() {}

    static EcsSettings.Rollout of(SettingsReader in, EcsSettings.Size size) {
        var least = in.node("minimumHealthyPercent").map(_ -> in.whole("minimumHealthyPercent", 100, 0, 100));
        var most = in.node("maximumPercent").map(_ -> in.whole("maximumPercent", 200, 100, 1000));
        var rollout = new EcsSettings.Rollout(
                least.orElse(null),
                most.orElse(null),
                in.object("circuitBreaker")
                        .map(one -> new EcsSettings.Breaker(one.flag("enable", true), one.flag("rollback", true)))
                        .orElse(null),
                in.object("alarms").map(RolloutReading::alarms).orElse(null),
                in.object("strategy").map(RolloutReading::strategy).orElse(null),
                in.duration("healthCheckGrace").orElse(null));
        if (least.isPresent() && most.isPresent() && !Room.canProgress(size.desired(), least.get(), most.get())) {
            in.problem(
                    "maximumPercent",
                    "leaves no room: " + most.get() + " % of " + size.desired() + " tasks is "
                            + Room.most(size.desired(), most.get()) + ", and " + least.get() + " % must stay healthy",
                    "Raise maximumPercent to 200, or lower minimumHealthyPercent.");
        }
        return rollout;
    }

    private static EcsSettings.Alarms alarms(SettingsReader in) {
        var names = in.texts("names");
        if (names.isEmpty()) {
            in.problem("names", "must name at least one alarm", "Such as names: [web-5xx].");
        }
        return new EcsSettings.Alarms(names, in.flag("rollback", true));
    }

    private static EcsSettings.Strategy strategy(SettingsReader in) {
        var kind = in.choice("kind", EcsSettings.Strategy.Kind.ROLLING);
        var step = in.object("step");
        var linear = kind == EcsSettings.Strategy.Kind.LINEAR;
        var canary = kind == EcsSettings.Strategy.Kind.CANARY;
        if (step.isPresent() && !linear && !canary) {
            in.problem("step", "is only for linear and canary", "Remove it, or choose another kind.");
        }
        var percent = step.flatMap(one -> percent(one, linear ? 3 : 0.1)).orElse(linear ? 10.0 : 5.0);
        var stepBake = step.flatMap(one -> one.duration("bake"))
                .orElse(linear ? Duration.ofMinutes(6) : Duration.ofMinutes(10));
        var bake = in.duration("bake", Duration.ZERO);
        if (bake.compareTo(Duration.ofDays(1)) > 0) {
            in.problem("bake", "must be 24 hours at most", "Such as 10m.");
        }
        var decides = in.flag("decideAtBake", false);
        if (decides && bake.isZero()) {
            in.problem("bake", "must be given when a person decides within it", "Such as 30m.");
        }
        return new EcsSettings.Strategy(
                kind,
                bake,
                linear || canary ? percent : null,
                linear || canary ? stepBake : null,
                decides,
                in.objects("hooks").stream().map(RolloutReading::hook).toList());
    }

    private static Optional<Double> percent(SettingsReader in, double least) {
        var node = in.node("percent");
        if (node.isEmpty()) {
            return Optional.empty();
        }
        if (!node.get().isNumber()
                || node.get().doubleValue() < least
                || node.get().doubleValue() > 100) {
            in.problem("percent", "must be a number from " + least + " to 100", "Such as 10.");
            return Optional.empty();
        }
        return Optional.of(node.get().doubleValue());
    }

    private static EcsSettings.Hook hook(SettingsReader in) {
        var hook = new EcsSettings.Hook(
                EcsSettingsReading.arn(in, "lambda").orElse(null),
                EcsSettingsReading.arn(in, "role").orElse(null),
                in.texts("stages"),
                in.duration("expires").orElse(null));
        if (hook.stages().isEmpty()) {
            in.problem("stages", "must name at least one stage", "Such as stages: [POST_TEST_TRAFFIC_SHIFT].");
        }
        if (!hook.pauses() && hook.role() == null) {
            in.problem("role", "must be given for a function", "Name the role with which ECS may call it.");
        }
        return hook;
    }

    /** What a shift of traffic needs behind a load balancer (ECS developer guide, blue/green deployments). */
    static void relate(SettingsReader in, EcsSettings.Rollout rollout, EcsSettings.@Nullable Traffic traffic) {
        var strategy = rollout.strategy();
        if (strategy == null || strategy.kind() == EcsSettings.Strategy.Kind.ROLLING || traffic == null) {
            return;
        }
        var kind = SettingsReader.word(strategy.kind());
        if (traffic.alternateTargetGroup() == null) {
            in.problem(
                    "loadBalancer.alternateTargetGroup",
                    "must be given for the strategy " + kind,
                    "Write the ARN of the second target group.");
        }
        if (traffic.productionRule() == null) {
            in.problem(
                    "loadBalancer.productionRule",
                    "must be given for the strategy " + kind,
                    "Write the ARN of the listener rule that production traffic takes.");
        }
        if (traffic.role() == null) {
            in.problem(
                    "loadBalancer.role",
                    "must be given for the strategy " + kind,
                    "Write the ARN of the role with which ECS changes the listener rules.");
        }
    }
}
