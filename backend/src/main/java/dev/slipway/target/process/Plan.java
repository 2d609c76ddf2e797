package dev.slipway.target.process;

import dev.slipway.target.DeployOrder;
import dev.slipway.target.SecretReference;
import java.util.ArrayList;
import java.util.List;

/** What a deployment would do, line by line. */
final class Plan {

    private Plan() {}

    static List<String> of(DeployOrder order, PlacementState state) {
        var revision = StoredRevision.of(order.revision());
        var problems = ProcessSettings.problems(revision.settings());
        if (!problems.isEmpty()) {
            return problems.stream()
                    .map(problem -> "Refuse: " + problem.path() + " " + problem.rule())
                    .toList();
        }
        var settings = ProcessSettings.of(revision.settings());
        var lines = new ArrayList<String>();
        lines.add("Unpack %s %s"
                .formatted(revision.artifact().name(), revision.artifact().digest()));
        lines.add("Start %d instances of %s: %s%s"
                .formatted(
                        settings.instances(),
                        revision.version(),
                        String.join(" ", settings.command()),
                        settings.ports() == null ? "" : ", ports " + settings.ports()));
        revision.plain().forEach((name, value) -> lines.add("with " + name + "=" + value));
        revision.secret()
                .forEach((name, reference) -> lines.add("with " + name + " from a secret of "
                        + SecretReference.parse(reference).scheme()));
        lines.add(
                settings.health() == null
                        ? "Take an instance for healthy when it has stayed up for "
                                + settings.steady().toSeconds() + " s"
                        : "Take an instance for healthy after %d good answers of %s"
                                .formatted(
                                        settings.health().threshold(),
                                        settings.health().path()));
        state.live()
                .filter(Instance::wanted)
                .forEach(old -> lines.add("Stop %s of %s".formatted(old, old.revision.version())));
        lines.add(
                order.lastVerified() == null
                        ? "After %d failed starts in a row: stop the new instances (nothing to roll back to)"
                                .formatted(settings.breakAfter())
                        : "After %d failed starts in a row: roll back to %s"
                                .formatted(
                                        settings.breakAfter(),
                                        order.lastVerified().version()));
        return lines;
    }
}
