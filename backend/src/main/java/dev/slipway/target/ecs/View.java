package dev.slipway.target.ecs;

import dev.slipway.target.DeploymentId;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;

/** What a service looks like at one moment. */
record View(Service service, Running running, Instant now) {

    static Observation nothing(Instant now, int desired) {
        return new Observation(
                now,
                Health.ABSENT,
                desired,
                0,
                0,
                null,
                null,
                false,
                List.of(),
                "There is no such service yet; the first deployment creates it");
    }

    /** Many are asked about one after the other; this one was not yet. */
    static Observation unseen(Instant now) {
        return new Observation(
                now,
                Health.UNKNOWN,
                0,
                0,
                0,
                null,
                null,
                false,
                List.of(),
                "Not looked at yet: many services are, one after the other");
    }

    Observation observe() {
        var serving = running.serving();
        return new Observation(
                now,
                health(),
                service.desiredCount(),
                service.runningCount(),
                service.pendingCount(),
                version(),
                Standing.primary(service).map(one -> new DeploymentId(one.id())).orElse(null),
                moving(),
                serving.stream().flatMap(one -> instance(one).stream()).toList(),
                note());
    }

    private boolean moving() {
        var primary = Standing.primary(service);
        return service.deployments().size() > 1
                || primary.filter(one -> one.rolloutState() == DeploymentRolloutState.IN_PROGRESS)
                        .isPresent();
    }

    private Health health() {
        if (moving()) {
            return Health.MOVING;
        }
        var healthy = healthy();
        if (service.desiredCount() == 0) {
            return Health.UNHEALTHY;
        }
        if (healthy >= service.desiredCount()) {
            return mixed() ? Health.DEGRADED : Health.HEALTHY;
        }
        return healthy == 0 ? Health.UNHEALTHY : Health.DEGRADED;
    }

    private long healthy() {
        return running.serving().stream()
                .filter(one -> one.health() == Health.HEALTHY)
                .count();
    }

    private boolean mixed() {
        return running.serving().stream()
                        .map(one -> one.task().taskDefinitionArn())
                        .distinct()
                        .count()
                > 1;
    }

    private @Nullable String version() {
        return running.serving().stream()
                .map(Running.One::version)
                .collect(Collectors.groupingBy(Function.identity(), Collectors.counting()))
                .entrySet()
                .stream()
                .max(Comparator.comparing(entry -> entry.getValue()))
                .map(entry -> entry.getKey())
                .orElse(null);
    }

    private String note() {
        var primary = Standing.primary(service);
        if (moving()) {
            var failed = primary.map(Deployment::failedTasks).orElse(0);
            return "Deployment " + primary.map(Deployment::id).orElse("") + " is under way"
                    + (failed == null || failed == 0 ? "" : ", " + failed + " tasks failed");
        }
        if (service.desiredCount() == 0) {
            return "The desired number of tasks is 0: nothing serves";
        }
        var sick = running.serving().stream()
                .filter(one -> one.health() != Health.HEALTHY)
                .findFirst();
        if (sick.isPresent()) {
            return sick.get().id() + ": " + sick.get().answer();
        }
        if (service.runningCount() < service.desiredCount()) {
            var event = service.events().isEmpty()
                    ? ""
                    : ": " + service.events().getFirst().message();
            return service.runningCount() + " of " + service.desiredCount() + " tasks run" + event;
        }
        return primary.map(Deployment::rolloutState).orElse(null) == DeploymentRolloutState.FAILED
                ? "Last deployment failed: "
                        + primary.map(Deployment::rolloutStateReason).orElse("")
                : "";
    }

    private static Optional<Observation.Instance> instance(Running.One one) {
        return one.digests().values().stream()
                .findFirst()
                .map(digest -> new Observation.Instance(
                        one.id(),
                        one.version(),
                        digest,
                        one.health(),
                        one.answer(),
                        one.startedAt(),
                        0,
                        null,
                        one.address()));
    }
}
