package dev.slipway.target.ecs;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookStatus;
import software.amazon.awssdk.services.ecs.model.DeploymentLifecycleHookTargetType;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentLifecycleStage;

/**
 * How ECS says a deployment stands. It is read off the service deployment, and where ECS has none, off the service's own
 * list of deployments. "Stable" is no answer to the question: after a rollback a service is stable, too.
 */
sealed interface Standing {

    /** ECS is at it. */
    record UnderWay(String stage) implements Standing {}

    /** It waits for a person at a hook. */
    record Paused(String hook, String stage, @Nullable Instant expires) implements Standing {}

    /** All traffic has moved; the old revision is kept for a while. */
    record Baking() implements Standing {}

    /** ECS returns to what was before. */
    record RollingBack(String why) implements Standing {}

    /** ECS is done with it. What runs is still to be proven. */
    record Finished() implements Standing {}

    /** ECS is done returning to what was before. */
    record RolledBack(String why) implements Standing {}

    /** ECS has given it up, and returned to nothing. */
    record Failed(String why) implements Standing {}

    /** ECS could not return. */
    record RollbackFailed(String why) implements Standing {}

    /** Another deployment took its place. */
    record Superseded(Deployment by) implements Standing {}

    /**
     * The table of verdicts.
     *
     * @param id of the deployment asked about
     * @param deployment the service deployment it belongs to; null where ECS has none
     */
    static Standing of(String id, Service service, @Nullable ServiceDeployment deployment) {
        return deployment == null ? byList(id, service) : byStatus(id, service, deployment);
    }

    private static Standing byStatus(String id, Service service, ServiceDeployment deployment) {
        var why = Optional.ofNullable(deployment.statusReason()).orElse("");
        return switch (deployment.status()) {
            case SUCCESSFUL -> new Finished();
            case ROLLBACK_SUCCESSFUL -> new RolledBack(why(deployment, why));
            case ROLLBACK_FAILED -> new RollbackFailed(why(deployment, why));
            case STOP_REQUESTED, ROLLBACK_REQUESTED, ROLLBACK_IN_PROGRESS -> new RollingBack(why(deployment, why));
            case STOPPED ->
                taker(id, service)
                        .<Standing>map(Superseded::new)
                        .orElseGet(() -> new Failed(
                                why.isEmpty()
                                        ? ours(id, service)
                                                .map(Deployment::rolloutStateReason)
                                                .orElse("")
                                        : why));
            case PENDING, IN_PROGRESS, UNKNOWN_TO_SDK_VERSION -> inProgress(id, service, deployment);
        };
    }

    private static String why(ServiceDeployment deployment, String status) {
        var rollback = deployment.rollback();
        return rollback == null || rollback.reason() == null ? status : rollback.reason();
    }

    private static Standing inProgress(String id, Service service, ServiceDeployment deployment) {
        // The circuit breaker of a service that never had a good deployment leaves it at that: nothing follows.
        var stalled = ours(id, service)
                .filter(one -> one.rolloutState() == DeploymentRolloutState.FAILED)
                .filter(_ -> deployment.rollback() == null);
        if (stalled.isPresent() && service.deployments().size() == 1) {
            return new Failed(told(stalled.get()));
        }
        for (var hook : deployment.lifecycleHookDetails()) {
            if (hook.targetType() == DeploymentLifecycleHookTargetType.PAUSE
                    && hook.status() == DeploymentLifecycleHookStatus.AWAITING_ACTION) {
                return new Paused(hook.hookId(), stage(deployment), hook.expiresAt());
            }
        }
        if (deployment.lifecycleStage() == ServiceDeploymentLifecycleStage.BAKE_TIME) {
            return new Baking();
        }
        return new UnderWay(stage(deployment));
    }

    private static String stage(ServiceDeployment deployment) {
        return deployment.lifecycleStageAsString() == null ? "" : deployment.lifecycleStageAsString();
    }

    private static Standing byList(String id, Service service) {
        var ours = ours(id, service);
        var primary = primary(service);
        var returns = primary.filter(one -> !one.id().equals(id)).filter(Standing::isRollback);
        if (ours.isEmpty() || !isPrimary(ours.get())) {
            if (returns.isPresent()) {
                var why = told(returns.get());
                return returns.get().rolloutState() == DeploymentRolloutState.COMPLETED
                        ? new RolledBack(why)
                        : new RollingBack(why);
            }
            return primary.filter(one -> !one.id().equals(id))
                    .<Standing>map(Superseded::new)
                    .orElseGet(() -> new Failed("it is gone from the service's deployments"));
        }
        var own = ours.get();
        if (own.rolloutState() == null) {
            // Behind a Classic Load Balancer there is no rollout state; the numbers are all there is.
            var done = service.deployments().size() == 1 && own.runningCount() >= own.desiredCount();
            return done ? new Finished() : new UnderWay("");
        }
        return switch (own.rolloutState()) {
            case COMPLETED -> new Finished();
            case FAILED -> new Failed(told(own));
            case IN_PROGRESS, UNKNOWN_TO_SDK_VERSION -> new UnderWay("");
        };
    }

    private static boolean isRollback(Deployment deployment) {
        return told(deployment).contains("rolling back") || told(deployment).contains("rolled back");
    }

    private static String told(Deployment deployment) {
        return deployment.rolloutStateReason() == null ? "" : deployment.rolloutStateReason();
    }

    static Optional<Deployment> ours(String id, Service service) {
        return service.deployments().stream().filter(one -> one.id().equals(id)).findFirst();
    }

    static Optional<Deployment> primary(Service service) {
        return service.deployments().stream().filter(Standing::isPrimary).findFirst();
    }

    /** The one that runs in its place. */
    private static Optional<Deployment> taker(String id, Service service) {
        return primary(service).filter(one -> !one.id().equals(id)).filter(one -> !isRollback(one));
    }

    private static boolean isPrimary(Deployment deployment) {
        return "PRIMARY".equals(deployment.status());
    }

    /** Ids of all deployments the service has. */
    static List<String> ids(Service service) {
        return service.deployments().stream().map(Deployment::id).toList();
    }
}
