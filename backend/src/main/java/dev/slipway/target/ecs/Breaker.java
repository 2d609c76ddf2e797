package dev.slipway.target.ecs;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;

/**
 * How near the circuit breaker is to ending a deployment.
 *
 * @param failures tasks in a row that failed
 * @param threshold at how many it trips
 */
record Breaker(int failures, int threshold) {

    private static final int LEAST = 3;
    private static final int MOST = 200;

    /** Empty where it is off. */
    static Optional<Breaker> of(String id, Service service, @Nullable ServiceDeployment deployment) {
        var told = deployment == null ? null : deployment.deploymentCircuitBreaker();
        if (told != null && told.threshold() != null && told.threshold() > 0) {
            return Optional.of(new Breaker(told.failureCount() == null ? 0 : told.failureCount(), told.threshold()));
        }
        var configuration = service.deploymentConfiguration();
        var breaker = configuration == null ? null : configuration.deploymentCircuitBreaker();
        if (breaker == null || !Boolean.TRUE.equals(breaker.enable())) {
            return Optional.empty();
        }
        var failed = Standing.ours(id, service).map(Deployment::failedTasks).orElse(0);
        return Optional.of(new Breaker(failed == null ? 0 : failed, usual(service.desiredCount())));
    }

    /** Half of the desired tasks, from 3 to 200 (ECS developer guide, deployment circuit breaker). */
    static int usual(int desired) {
        return Math.clamp(Math.ceilDiv(desired, 2), LEAST, MOST);
    }

    /** How long until it trips if tasks go on failing as they did; empty before the first failure. */
    Optional<Duration> tripsIn(Instant since, Instant now) {
        if (failures == 0 || failures >= threshold) {
            return Optional.empty();
        }
        var each = Duration.between(since, now).dividedBy(failures);
        return Optional.of(each.multipliedBy(threshold - failures));
    }

    String told(Instant since, Instant now) {
        var text = "breaker " + failures + " of " + threshold;
        return tripsIn(since, now)
                .map(left -> text + ", trips in about " + about(left))
                .orElse(text);
    }

    private static String about(Duration time) {
        return time.toSeconds() < 90 ? time.toSeconds() + " s" : Math.ceilDiv(time.toSeconds(), 60) + " min";
    }
}
