package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsAccess;
import dev.slipway.aws.AwsUnavailable;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.EcsAsyncClient;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.DeploymentStrategy;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentStatus;

/**
 * Service deployments as ECS describes them, up to twenty a call for all who ask at the same time. While the service shows
 * nothing new, a rolling one is not asked about again for a few seconds: its end is always seen on the service, too.
 */
final class DeploymentSights {

    /** ECS's limit of service deployments described by one request. */
    private static final int AT_ONCE = 20;

    private static final Duration FRESH = Duration.ofSeconds(6);
    private static final int KEPT = 500;

    private final Function<AwsAccess, EcsAsyncClient> clients;
    private final Map<AwsAccess, Batch<String, ServiceDeployment>> calls = new ConcurrentHashMap<>();
    private final Map<String, Sight> sights = new ConcurrentHashMap<>();

    DeploymentSights(Function<AwsAccess, EcsAsyncClient> clients) {
        this.clients = clients;
    }

    /** @param service what the service looked like when it was seen */
    private record Sight(ServiceDeployment deployment, String service, Instant at) {

        boolean isFresh(String shown, Instant now) {
            return service.equals(shown) && now.isBefore(at.plus(FRESH)) && !now.isBefore(at) && isUneventful();
        }

        /** Stages, pauses and what comes after an end are not seen on the service. */
        private boolean isUneventful() {
            var configuration = deployment.deploymentConfiguration();
            var shifts = configuration != null
                    && configuration.strategy() != null
                    && configuration.strategy() != DeploymentStrategy.ROLLING;
            return deployment.status() == ServiceDeploymentStatus.IN_PROGRESS && !shifts;
        }
    }

    /**
     * How a service deployment stands; empty if ECS does not list it.
     *
     * @param id of the deployment it belongs to
     * @param service as it is now
     */
    Optional<ServiceDeployment> of(AwsAccess access, String arn, String id, Service service, Instant now)
            throws AwsUnavailable {
        var shown = Reporting.fingerprint(service);
        var known = sights.get(arn);
        if (known != null && known.isFresh(shown, now) && goesOn(id, service)) {
            return Optional.of(known.deployment());
        }
        var seen = calls.computeIfAbsent(access, _ -> new Batch<>(AT_ONCE, arns -> describe(access, arns)))
                .get(arn);
        if (sights.size() >= KEPT) {
            sights.clear();
        }
        seen.ifPresent(one -> sights.put(arn, new Sight(one, shown, now)));
        return seen;
    }

    private static boolean goesOn(String id, Service service) {
        return state(id, service) == DeploymentRolloutState.IN_PROGRESS;
    }

    private static @Nullable DeploymentRolloutState state(String id, Service service) {
        return Standing.ours(id, service).map(one -> one.rolloutState()).orElse(null);
    }

    /** It was told to do something: what was seen of it is no longer so. */
    void forget(String arn) {
        sights.remove(arn);
    }

    private Map<String, ServiceDeployment> describe(AwsAccess access, List<String> arns) throws AwsUnavailable {
        var found = new HashMap<String, ServiceDeployment>();
        Aws.await(clients.apply(access).describeServiceDeployments(request -> request.serviceDeploymentArns(arns)))
                .serviceDeployments()
                .forEach(one -> found.put(one.serviceDeploymentArn(), one));
        return found;
    }
}
