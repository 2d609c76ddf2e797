package dev.slipway.target.ecs;

import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

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
                    && NextRevision.of(base, revision).isCurrent();
        } catch (DeploymentRefused e) {
            // The deployment will be refused with the same words.
            return false;
        }
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
            if (service.isEmpty()) {
                lines.add("Create the service " + settings.place() + " with "
                        + settings.size().desired() + " tasks of " + revision.version());
            } else if (next.isCurrent()) {
                lines.add(revision.version() + " equals " + Arn.name(base.taskDefinitionArn())
                        + ", which " + settings.place()
                        + " runs already: nothing to change, unless you choose to replace its tasks all the same");
            } else {
                lines.add("Deploy " + revision.version() + " to " + settings.place() + ", "
                        + service.get().desiredCount() + " tasks");
            }
            if (!next.isCurrent()) {
                lines.add("Register the next revision of " + base.family() + " after "
                        + Arn.name(base.taskDefinitionArn()) + ":");
                lines.addAll(DefinitionDiff.lines(base.containerDefinitions(), next.containers()));
            }
            var shape =
                    service.map(one -> new ServiceShape(settings).lines(one)).orElse(List.of());
            if (next.isCurrent() && service.isPresent() && !shape.isEmpty()) {
                lines.add("These settings differ, and are applied when tasks are replaced:");
            }
            lines.addAll(shape);
        } catch (DeploymentRefused e) {
            lines.add("Would refuse " + revision.version() + ": " + e.getMessage());
        }
        return lines;
    }
}
