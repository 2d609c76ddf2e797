package dev.slipway.target.ecs;

import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentRefused;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** What a deployment would do: what differs in the task definition and in the service, one line each. */
record Plan(Cloud cloud, Ledger ledger, Instant now) {

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
                        + " runs already: nothing would be replaced. Use 'Force update' to replace its tasks");
            } else {
                lines.add("Deploy " + revision.version() + " to " + settings.place() + ", "
                        + service.get().desiredCount() + " tasks");
            }
            if (!next.isCurrent()) {
                lines.add("Register the next revision of " + base.family() + " after "
                        + Arn.name(base.taskDefinitionArn()) + ":");
                lines.addAll(DefinitionDiff.lines(base.containerDefinitions(), next.containers()));
            }
            service.ifPresent(one -> lines.addAll(new ServiceShape(settings).lines(one)));
        } catch (DeploymentRefused e) {
            lines.add("Would refuse " + revision.version() + ": " + e.getMessage());
        }
        return lines;
    }
}
