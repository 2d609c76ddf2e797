package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.TargetEvent.Level;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.ServiceDeployment;
import software.amazon.awssdk.services.ecs.model.ServiceDeploymentBrief;

/** Which service deployment of ECS the deployment that is followed belongs to. */
record ServiceDeployments(Look look) {

    /** ECS's limit of revisions described by one request. */
    private static final int REVISIONS_AT_ONCE = 20;

    private static final Duration CLOCKS_DIFFER = Duration.ofMinutes(1);

    /** Null until it is listed, and where ECS has no such thing. */
    @Nullable
    ServiceDeployment of(EcsSettings settings, Attempt attempt, Service service) throws AwsUnavailable {
        var deployment = look.deployment;
        if (deployment.withoutServiceDeployments || deployment.unchanged) {
            return null;
        }
        try {
            var known = attempt.serviceDeployment;
            return known == null ? search(settings, attempt, service) : described(settings, attempt, service, known);
        } catch (AwsServiceException e) {
            deployment.withoutServiceDeployments = true;
            look.event(
                    Level.WARN,
                    "ECS tells nothing of service deployments here (" + Aws.told(e)
                            + "); the verdict is read off the service's list of deployments");
            return null;
        }
    }

    private @Nullable ServiceDeployment search(EcsSettings settings, Attempt attempt, Service service)
            throws AwsUnavailable {
        var began = Standing.ours(String.valueOf(attempt.id), service)
                .map(one -> one.createdAt())
                .orElse(look.deployment.startedAt);
        var match = nearest(briefs(settings, began), attempt, settings, began);
        if (match.isEmpty()) {
            return null;
        }
        attempt.serviceDeployment = match.get().serviceDeploymentArn();
        return described(settings, attempt, service, match.get().serviceDeploymentArn());
    }

    private List<ServiceDeploymentBrief> briefs(EcsSettings settings, Instant began) throws AwsUnavailable {
        var place = settings.place();
        return Aws.await(look.cloud
                        .ecs(place.access())
                        .listServiceDeployments(request -> request.cluster(place.cluster())
                                .service(place.service())
                                .createdAt(at -> at.after(began.minus(CLOCKS_DIFFER)))))
                .serviceDeployments();
    }

    /** Of several with this definition (a forced update) it is the one that began when the deployment did. */
    private Optional<ServiceDeploymentBrief> nearest(
            List<ServiceDeploymentBrief> briefs, Attempt attempt, EcsSettings settings, Instant began)
            throws AwsUnavailable {
        if (briefs.isEmpty()) {
            return Optional.empty();
        }
        var revisions = briefs.stream()
                .map(ServiceDeploymentBrief::targetServiceRevisionArn)
                .distinct()
                .limit(REVISIONS_AT_ONCE)
                .toList();
        var ours = Aws.await(look.cloud
                        .ecs(settings.place().access())
                        .describeServiceRevisions(request -> request.serviceRevisionArns(revisions)))
                .serviceRevisions()
                .stream()
                .filter(one -> attempt.isRunBy(one.taskDefinition()))
                .map(one -> one.serviceRevisionArn())
                .toList();
        return briefs.stream()
                .filter(one -> ours.contains(one.targetServiceRevisionArn()))
                .min(Comparator.comparing(
                        one -> Duration.between(one.createdAt(), began).abs()));
    }

    private @Nullable ServiceDeployment described(EcsSettings settings, Attempt attempt, Service service, String arn)
            throws AwsUnavailable {
        return look.cloud
                .deployments()
                .of(settings.place().access(), arn, String.valueOf(attempt.id), service, look.now)
                .orElse(null);
    }
}
