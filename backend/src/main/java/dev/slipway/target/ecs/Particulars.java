package dev.slipway.target.ecs;

import dev.slipway.aws.Aws;
import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.Fact;
import dev.slipway.target.Fact.Tone;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableDimension;
import software.amazon.awssdk.services.applicationautoscaling.model.ScalableTarget;
import software.amazon.awssdk.services.applicationautoscaling.model.ServiceNamespace;
import software.amazon.awssdk.services.ecs.model.Deployment;
import software.amazon.awssdk.services.ecs.model.DeploymentRolloutState;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskSet;

/** What else ECS knows of a service: where its tasks get room, its deployments and task sets, its scaling, its events. */
record Particulars(Cloud cloud, EcsSettings.Place place) {

    private static final int EVENTS = 10;
    private static final int ACTIVITIES = 5;
    private static final DateTimeFormatter CLOCK =
            DateTimeFormatter.ofPattern("d MMM HH:mm:ss 'UTC'", Locale.ENGLISH).withZone(ZoneOffset.UTC);

    List<Fact> facts() throws AwsUnavailable {
        var found = cloud.service(place);
        if (found.isEmpty()) {
            return List.of();
        }
        var service = found.get();
        var facts = new ArrayList<Fact>();
        facts.add(Fact.of("Capacity", Tone.NEUTRAL, capacity(service)));
        facts.add(bounds());
        facts.addAll(sets(service));
        facts.add(activities());
        facts.add(events(service));
        return facts;
    }

    private static String capacity(Service service) {
        if (!service.capacityProviderStrategy().isEmpty()) {
            return service.capacityProviderStrategy().stream()
                    .map(one -> one.capacityProvider() + ", weight " + one.weight()
                            + (one.base() == null || one.base() == 0 ? "" : ", base " + one.base()))
                    .collect(Collectors.joining("; "));
        }
        var type = service.launchTypeAsString() == null
                ? "the cluster's default capacity provider"
                : "launch type " + service.launchTypeAsString();
        return service.platformVersion() == null ? type : type + ", platform " + service.platformVersion();
    }

    /** Its deployments, and the task sets of one that somebody else's controller deploys. */
    static List<Fact> sets(Service service) {
        return Stream.concat(
                        service.deployments().stream().map(Particulars::deployment),
                        service.taskSets().stream().map(Particulars::taskSet))
                .toList();
    }

    private static Fact deployment(Deployment one) {
        var state = one.rolloutState();
        var tone = state == DeploymentRolloutState.COMPLETED
                ? Tone.GOOD
                : state == DeploymentRolloutState.FAILED ? Tone.BAD : Tone.NEUTRAL;
        var value = one.status() + " " + Arn.name(one.taskDefinition()) + ", "
                + (one.rolloutStateAsString() == null ? "" : one.rolloutStateAsString() + ", ") + one.runningCount()
                + " of " + one.desiredCount() + " run";
        return Fact.of("Deployment " + one.id(), tone, value).metered(one.runningCount(), one.desiredCount());
    }

    private static Fact taskSet(TaskSet one) {
        var steady = "STEADY_STATE".equals(one.stabilityStatusAsString());
        var scale = one.scale() == null ? "" : ", scale " + one.scale().value() + " %";
        return Fact.of(
                        "Task set " + one.id(),
                        steady ? Tone.GOOD : Tone.NEUTRAL,
                        one.status() + " " + Arn.name(one.taskDefinition()) + scale + ", " + one.runningCount() + " of "
                                + one.computedDesiredCount() + " run")
                .metered(one.runningCount(), one.computedDesiredCount());
    }

    private Fact bounds() throws AwsUnavailable {
        var bounds = cloud.bounds(place);
        if (bounds.isEmpty()) {
            return Fact.of("Auto-scaling", Tone.NEUTRAL, "none: the number of tasks is what somebody sets");
        }
        var target = bounds.get();
        var range = target.minCapacity() + " to " + target.maxCapacity() + " tasks";
        return suspended(target)
                ? Fact.of("Auto-scaling", Tone.WARN, range + ", suspended")
                : Fact.of("Auto-scaling", Tone.GOOD, range);
    }

    private static boolean suspended(ScalableTarget target) {
        var state = target.suspendedState();
        return state != null
                && (Boolean.TRUE.equals(state.dynamicScalingInSuspended())
                        || Boolean.TRUE.equals(state.dynamicScalingOutSuspended()));
    }

    private Fact activities() throws AwsUnavailable {
        var lines = Aws.await(cloud.scaling(place.access())
                        .describeScalingActivities(request -> request.serviceNamespace(ServiceNamespace.ECS)
                                .scalableDimension(ScalableDimension.ECS_SERVICE_DESIRED_COUNT)
                                .resourceId(Cloud.scaled(place))
                                .maxResults(ACTIVITIES)))
                .scalingActivities()
                .stream()
                .map(one -> at(one.startTime()) + one.description() + " (" + one.statusCodeAsString() + ")")
                .toList();
        return Fact.of("Last scaling", Tone.NEUTRAL, lines.isEmpty() ? "none" : "")
                .explained(lines, List.of());
    }

    private static Fact events(Service service) {
        var lines = service.events().stream()
                .limit(EVENTS)
                .map(one -> at(one.createdAt()) + one.message().replaceFirst("^\\(service [^)]*\\) ", ""))
                .toList();
        return Fact.of("Recent events", Tone.NEUTRAL, lines.isEmpty() ? "none" : "")
                .explained(lines, List.of());
    }

    private static String at(Instant time) {
        return CLOCK.format(time) + "  ";
    }
}
