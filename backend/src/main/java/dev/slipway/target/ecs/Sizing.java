package dev.slipway.target.ecs;

import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.DeploymentRefused;
import dev.slipway.target.Size;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.ecs.model.CPUArchitecture;
import software.amazon.awssdk.services.ecs.model.CapacityProviderStrategyItem;
import software.amazon.awssdk.services.ecs.model.Compatibility;
import software.amazon.awssdk.services.ecs.model.LaunchType;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/** What a service reserves: CPU, memory and storage of its task definition, times its tasks. */
record Sizing(Cloud cloud, Starting starting, EcsSettings settings) {

    private static final String REGULAR = "FARGATE";
    private static final String SPOT = "FARGATE_SPOT";

    /** What Fargate gives without charge (ECS developer guide, Fargate task ephemeral storage). */
    private static final int DISK_INCLUDED = 20;

    Optional<Size> now() throws AwsUnavailable {
        var service = cloud.service(settings.place());
        if (service.isEmpty()) {
            return Optional.empty();
        }
        var definition = cloud.definition(
                        settings.place().access(), service.get().taskDefinition())
                .definition();
        return Optional.of(size(definition, service.get(), service.get().desiredCount()));
    }

    Optional<Size> after() throws AwsUnavailable {
        var service = cloud.service(settings.place());
        try {
            var base = starting.base(settings, service);
            var wanted = service.map(Service::desiredCount).filter(desired -> desired > 0);
            return Optional.of(size(
                    base, service.orElse(null), wanted.orElse(settings.size().desired())));
        } catch (DeploymentRefused e) {
            // The deployment will be refused with the same words, and changes nothing.
            return Optional.empty();
        }
    }

    private Size size(TaskDefinition definition, @Nullable Service service, int desired) throws AwsUnavailable {
        return new Size(
                settings.place().access().region(),
                plan(definition, service),
                new Size.Instance(
                        number(definition.cpu()),
                        number(definition.memory()),
                        definition.ephemeralStorage() == null
                                ? DISK_INCLUDED
                                : definition.ephemeralStorage().sizeInGiB()),
                count(desired, service),
                balancers(service));
    }

    /** Empty for tasks on machines of one's own that leave it to their containers. */
    private static int number(@Nullable String units) {
        return units == null || units.isBlank() ? 0 : Integer.parseInt(units);
    }

    private static String plan(TaskDefinition definition, @Nullable Service service) {
        if (!onFargate(definition, service)) {
            return "own-capacity";
        }
        var platform = definition.runtimePlatform();
        var system = platform == null ? null : platform.operatingSystemFamilyAsString();
        if (system != null && !system.equals("LINUX")) {
            return "fargate-windows";
        }
        return platform != null && platform.cpuArchitecture() == CPUArchitecture.ARM64
                ? "fargate-linux-arm"
                : "fargate-linux-x86";
    }

    private static boolean onFargate(TaskDefinition definition, @Nullable Service service) {
        if (service == null) {
            return definition.requiresCompatibilities().contains(Compatibility.FARGATE);
        }
        var strategy = service.capacityProviderStrategy();
        return strategy.isEmpty()
                ? service.launchType() == LaunchType.FARGATE
                : strategy.stream()
                        .allMatch(one -> one.capacityProvider().equals(REGULAR)
                                || one.capacityProvider().equals(SPOT));
    }

    private Size.Count count(int desired, @Nullable Service service) throws AwsUnavailable {
        var spot = service == null ? Size.Spot.NONE : spot(service.capacityProviderStrategy());
        var bounds = service == null ? Optional.<ScalableTarget>empty() : cloud.bounds(settings.place());
        return bounds.map(one -> new Size.Count(
                        desired, Math.min(desired, one.minCapacity()), Math.max(desired, one.maxCapacity()), spot))
                .orElseGet(() -> Size.Count.fixed(desired, spot));
    }

    private static Size.Spot spot(List<CapacityProviderStrategyItem> strategy) {
        return strategy.isEmpty()
                ? Size.Spot.NONE
                : new Size.Spot(
                        sum(strategy, REGULAR, CapacityProviderStrategyItem::base),
                        sum(strategy, REGULAR, CapacityProviderStrategyItem::weight),
                        sum(strategy, SPOT, CapacityProviderStrategyItem::base),
                        sum(strategy, SPOT, CapacityProviderStrategyItem::weight));
    }

    private static int sum(
            List<CapacityProviderStrategyItem> strategy,
            String provider,
            Function<CapacityProviderStrategyItem, @Nullable Integer> what) {
        return strategy.stream()
                .filter(one -> one.capacityProvider().equals(provider))
                .map(what)
                .mapToInt(number -> number == null ? 0 : number)
                .sum();
    }

    private List<Size.Balancer> balancers(@Nullable Service service) throws AwsUnavailable {
        var traffic = settings.traffic();
        var groups = service != null
                ? Running.groups(service)
                : traffic == null ? List.<String>of() : List.of(traffic.targetGroup());
        return groups.isEmpty()
                ? List.of()
                : cloud.balancers(settings.place().access(), List.copyOf(groups)).stream()
                        .map(Sizing::balancer)
                        .toList();
    }

    /** Its ARN ends in {@code loadbalancer/app/name/id}; net and gwy are the other sorts. */
    private static Size.Balancer balancer(String arn) {
        var parts = arn.substring(arn.indexOf(":loadbalancer/") + 1).split("/", -1);
        var known = parts.length == 4;
        return new Size.Balancer(
                arn,
                known ? parts[2] : arn,
                !known
                        ? "other"
                        : parts[1].equals("app") ? "application" : parts[1].equals("net") ? "network" : parts[1]);
    }
}
