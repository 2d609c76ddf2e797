package dev.slipway.target.ecs;

import dev.slipway.artifact.Digest;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.Health;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Container;
import software.amazon.awssdk.services.ecs.model.HealthStatus;
import software.amazon.awssdk.services.ecs.model.KeyValuePair;
import software.amazon.awssdk.services.ecs.model.LoadBalancer;
import software.amazon.awssdk.services.ecs.model.NetworkInterface;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.Task;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthDescription;
import software.amazon.awssdk.services.elasticloadbalancingv2.model.TargetHealthStateEnum;

/**
 * The tasks of a service, each with what it really runs and how its load balancer sees it.
 *
 * @param balanced whether there is a load balancer to ask
 */
record Running(List<One> tasks, boolean balanced) {

    /**
     * One task.
     *
     * @param digests what each container runs, as ECS saw it when it pulled the image
     * @param answer the load balancer's word, else the container's own health check's
     * @param address where it listens; null while it has none
     */
    record One(
            Task task,
            String version,
            Map<String, Digest> digests,
            Health health,
            String answer,
            @Nullable String address) {

        String id() {
            return Arn.name(task.taskArn());
        }

        Instant startedAt() {
            return task.startedAt() == null ? task.createdAt() : task.startedAt();
        }
    }

    /** Looks at the running tasks of the service. */
    static Running of(Cloud cloud, EcsSettings.Place place, Service service) throws AwsUnavailable {
        return of(cloud, place, service, cloud.tasks(place, false));
    }

    static Running of(Cloud cloud, EcsSettings.Place place, Service service, List<Task> tasks) throws AwsUnavailable {
        var targets = new ArrayList<TargetHealthDescription>();
        var groups = groups(service);
        for (var group : groups) {
            targets.addAll(cloud.targets(place.access(), group));
        }
        return of(Eyes.of(cloud, place), tasks, targets, !groups.isEmpty());
    }

    /** @param balanced whether the targets were asked about, so that one that is missing among them tells something */
    static Running of(Eyes eyes, List<Task> tasks, List<TargetHealthDescription> targets, boolean balanced)
            throws AwsUnavailable {
        var all = new ArrayList<One>();
        for (var task : tasks) {
            all.add(one(task, eyes, targets, balanced));
        }
        return new Running(all, balanced);
    }

    /** What is looked up of a task. */
    interface Eyes {

        /** Which version it runs. */
        String version(Task task) throws AwsUnavailable;

        /** What one of its containers runs; empty while that cannot be told. */
        Optional<Digest> digest(Container container);

        static Eyes of(Cloud cloud, EcsSettings.Place place) {
            return new Eyes() {

                @Override
                public String version(Task task) throws AwsUnavailable {
                    return Running.version(cloud, place, task);
                }

                @Override
                public Optional<Digest> digest(Container container) {
                    return cloud.digest(place.access(), container);
                }
            };
        }
    }

    /** Target groups of the service; a Classic Load Balancer has none. */
    static List<String> groups(Service service) {
        var groups = new ArrayList<String>();
        for (LoadBalancer balancer : service.loadBalancers()) {
            if (balancer.targetGroupArn() != null) {
                groups.add(balancer.targetGroupArn());
            }
            var advanced = balancer.advancedConfiguration();
            if (advanced != null && advanced.alternateTargetGroupArn() != null) {
                groups.add(advanced.alternateTargetGroupArn());
            }
        }
        return groups;
    }

    /** The version a definition was labelled with, else its family and revision. */
    static String version(Cloud cloud, EcsSettings.Place place, Task task) throws AwsUnavailable {
        return version(cloud.definition(place.access(), task.taskDefinitionArn()));
    }

    static String version(Cloud.Described described) {
        return described.definition().containerDefinitions().stream()
                .map(container -> container.dockerLabels().get(NextRevision.VERSION))
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElseGet(() -> Arn.name(described.definition().taskDefinitionArn()));
    }

    private static One one(Task task, Eyes eyes, List<TargetHealthDescription> targets, boolean balanced)
            throws AwsUnavailable {
        var address = address(task);
        var target = targets.stream()
                .filter(one -> address != null && address.equals(one.target().id()))
                .reduce((first, second) -> healthy(first) ? first : second);
        var digests = new HashMap<String, Digest>();
        for (var container : task.containers()) {
            eyes.digest(container).ifPresent(digest -> digests.put(container.name(), digest));
        }
        var port = target.map(one -> ":" + one.target().port()).orElse("");
        return new One(
                task,
                eyes.version(task),
                digests,
                health(task, target, balanced),
                answer(task, target, balanced),
                address == null ? null : address + port);
    }

    private static boolean healthy(TargetHealthDescription target) {
        return target.targetHealth().state() == TargetHealthStateEnum.HEALTHY;
    }

    private static Health health(Task task, Optional<TargetHealthDescription> target, boolean balanced) {
        if (!"RUNNING".equals(task.lastStatus()) || "STOPPED".equals(task.desiredStatus())) {
            return Health.MOVING;
        }
        if (task.healthStatus() == HealthStatus.UNHEALTHY) {
            return Health.UNHEALTHY;
        }
        if (balanced) {
            return target.map(one -> switch (one.targetHealth().state()) {
                        case HEALTHY -> Health.HEALTHY;
                        case INITIAL, DRAINING, UNHEALTHY_DRAINING -> Health.MOVING;
                        case UNHEALTHY -> Health.UNHEALTHY;
                        default -> Health.UNKNOWN;
                    })
                    .orElse(Health.MOVING);
        }
        return Health.HEALTHY;
    }

    private static String answer(Task task, Optional<TargetHealthDescription> target, boolean balanced) {
        if (target.isPresent()) {
            return target(target.get());
        }
        var own = task.healthStatus();
        if (own == HealthStatus.HEALTHY || own == HealthStatus.UNHEALTHY) {
            return "container " + own;
        }
        return balanced ? "not in the target group yet" : task.lastStatus() + ", no health check";
    }

    /** State and reason of a target, for people. */
    static String target(TargetHealthDescription target) {
        var health = target.targetHealth();
        var state = "target " + health.stateAsString();
        return health.description() == null ? state : state + ": " + health.description();
    }

    /** The address of its network interface. */
    static @Nullable String address(Task task) {
        for (var attachment : task.attachments()) {
            for (KeyValuePair detail : attachment.details()) {
                if ("privateIPv4Address".equals(detail.name())) {
                    return detail.value();
                }
            }
        }
        return task.containers().stream()
                .flatMap(container -> container.networkInterfaces().stream())
                .map(NetworkInterface::privateIpv4Address)
                .filter(java.util.Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** Those that run and are not about to be stopped. */
    List<One> serving() {
        return tasks.stream()
                .filter(one -> "RUNNING".equals(one.task().lastStatus()))
                .filter(one -> !"STOPPED".equals(one.task().desiredStatus()))
                .toList();
    }
}
