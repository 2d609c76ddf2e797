package dev.slipway.target.ecs;

import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import software.amazon.awssdk.services.ecs.model.Service;

/** What a deployment would do: what differs in the task definition and in the service, one line each. */
record Plan(Cloud cloud, Ledger ledger, Instant now) {

    /** Whether the service runs what is asked for, so that a deployment would replace nothing. */
    boolean isCurrent(DeployOrder order) throws AwsUnavailable {
        if (!EcsSettings.problems(order.revision().settings()).isEmpty()) {
            return false;
        }
        var revision = KeptRevision.of(order.revision());
        var service = cloud.service(revision.ecs().place());
        if (service.isEmpty() || service.get().desiredCount() == 0) {
            return false;
        }
        try {
            var base = new Starting(cloud, ledger, now).base(revision.ecs(), service);
            return base.taskDefinitionArn().equals(service.get().taskDefinition())
                    && NextRevision.of(base, revision).isCurrent()
                    && changes(order, revision, service.get()).isEmpty();
        } catch (DeploymentRefused e) {
            // The deployment will be refused with the same words.
            return false;
        }
    }

    /** What differs in the service, one line each. */
    private List<String> changes(DeployOrder order, KeptRevision revision, Service service) throws AwsUnavailable {
        var last = order.lastVerified() == null ? null : KeptRevision.of(order.lastVerified());
        var desired = new DesiredCount(cloud, revision, last).of(service);
        return new ShapeDiff(new ServiceShape(revision.ecs(), desired)).lines(service);
    }

    List<String> of(DeployOrder order) throws AwsUnavailable {
        var problems = EcsSettings.problems(order.revision().settings());
        if (!problems.isEmpty()) {
            return problems.stream()
                    .map(one -> "Would refuse: the setting " + one.path() + " " + one.rule())
                    .toList();
        }
        var revision = KeptRevision.of(order.revision());
        var settings = revision.ecs();
        var lines = new ArrayList<String>();
        try {
            var service = cloud.service(settings.place());
            var base = new Starting(cloud, ledger, now).base(settings, service);
            var next = NextRevision.of(base, revision);
            var changes = service.isPresent() ? changes(order, revision, service.get()) : List.<String>of();
            if (service.isEmpty()) {
                lines.add("Create the service " + settings.place() + " with "
                        + settings.size().desired() + " tasks of " + revision.version());
            } else if (!next.isCurrent()) {
                lines.add("Deploy " + revision.version() + " to " + settings.place() + ", "
                        + service.get().desiredCount() + " tasks");
            } else {
                lines.add(revision.version() + " equals " + Arn.name(base.taskDefinitionArn())
                        + ", which " + settings.place() + " runs already: "
                        + (changes.isEmpty()
                                ? "nothing to change, unless you choose to replace its tasks all the same"
                                : "its tasks stay, and these settings of the service change (other subnets or another"
                                        + " load balancer have ECS replace the tasks):"));
            }
            if (!next.isCurrent()) {
                lines.add("Register the next revision of " + base.family() + " after "
                        + Arn.name(base.taskDefinitionArn()) + ":");
                lines.addAll(DefinitionDiff.lines(base.containerDefinitions(), next.containers()));
            }
            lines.addAll(changes);
        } catch (DeploymentRefused e) {
            lines.add("Would refuse " + revision.version() + ": " + e.getMessage());
        }
        return lines;
    }
}
