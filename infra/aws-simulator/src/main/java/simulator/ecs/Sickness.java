package simulator.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import software.amazon.awssdk.services.ecs.model.HealthStatus;

/** Why the scheduler gives up a running task. */
record Sickness(String event, String reason) {

    /** Nothing within the grace period, and nothing while every check is content. */
    static Optional<Sickness> of(FargateTask task, Duration grace, Instant now) {
        if (!task.isRunning() || now.isBefore(task.started().plus(grace))) {
            return Optional.empty();
        }
        if (task.health() == HealthStatus.UNHEALTHY) {
            return Optional.of(new Sickness(
                    "(task " + task.id() + ") failed container health checks.", "Task failed container health checks"));
        }
        return task.address()
                .sickness()
                .map(found -> new Sickness(
                        "(port " + found.port() + ") is unhealthy in (target-group " + found.targetGroup()
                                + ") due to (reason " + found.description() + ").",
                        "Task failed ELB health checks in (target-group " + found.targetGroup() + ")"));
    }
}
