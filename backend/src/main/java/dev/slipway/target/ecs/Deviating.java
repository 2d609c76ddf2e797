package dev.slipway.target.ecs;

import dev.slipway.aws.AwsUnavailable;
import dev.slipway.target.Deviation;
import dev.slipway.target.Outcome;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.services.ecs.model.Service;
import software.amazon.awssdk.services.ecs.model.TaskDefinition;

/**
 * Where a service deviates from what was proven: it runs another task definition than the deployment that proved it left,
 * or wants a number of tasks that nobody allows. Asks AWS only for a definition it has not seen.
 */
final class Deviating {

    private final Cloud cloud;
    private final Ledger ledger;
    private final Map<PlacementKey, Left> left = new ConcurrentHashMap<>();

    Deviating(Cloud cloud, Ledger ledger) {
        this.cloud = cloud;
        this.ledger = ledger;
    }

    /** The definition that was left when a revision was proven. */
    private record Left(KeptRevision revision, String definition) {}

    List<Deviation> of(PlacementKey placement, Revision proven, Service service) throws AwsUnavailable {
        var revision = KeptRevision.of(proven);
        var deviations = new ArrayList<Deviation>();
        var runs = service.taskDefinition();
        var known = left.get(placement);
        if (known == null || !known.revision.equals(revision) || !known.definition.equals(runs)) {
            known = read(placement, revision).orElse(null);
        }
        if (known != null && !known.definition.equals(runs)) {
            deviations.add(definition(revision.ecs().place(), known.definition, runs));
        }
        tasks(revision.ecs().size(), service.desiredCount()).ifPresent(deviations::add);
        return deviations;
    }

    private Optional<Left> read(PlacementKey placement, KeptRevision revision) {
        for (var deployment : ledger.lately(placement)) {
            var definition = leaves(deployment, revision);
            if (definition != null) {
                var found = new Left(revision, definition);
                left.put(placement, found);
                return Optional.of(found);
            }
        }
        return Optional.empty();
    }

    private static @Nullable String leaves(EcsDeployment deployment, KeptRevision revision) {
        var verdict = deployment.verdict;
        if (verdict == null) {
            return null;
        }
        if (verdict.outcome() == Outcome.SUCCEEDED && deployment.forward.revision.runsTheSameAs(revision)) {
            return deployment.forward.definition;
        }
        var proven = verdict.outcome() == Outcome.ROLLED_BACK ? deployment.current() : null;
        return proven != null && proven.revision.runsTheSameAs(revision) ? proven.definition : null;
    }

    private Deviation definition(EcsSettings.Place place, String expected, String runs) throws AwsUnavailable {
        var before = described(place, expected);
        var now = described(place, runs);
        var details = before == null || now == null
                ? List.<String>of()
                : DefinitionDiff.lines(before.containerDefinitions(), now.containerDefinitions());
        return new Deviation(
                "task definition",
                Arn.name(expected),
                Arn.name(runs),
                now == null || now.registeredBy() == null ? null : now.registeredBy(),
                details);
    }

    private @Nullable TaskDefinition described(EcsSettings.Place place, String definition) throws AwsUnavailable {
        var known = cloud.knownDefinition(definition);
        return known != null
                ? known.definition()
                : cloud.definitionNow(place.access(), definition)
                        .map(Cloud.Described::definition)
                        .orElse(null);
    }

    private static Optional<Deviation> tasks(EcsSettings.Size size, int desired) {
        var least = size.least();
        var most = size.most();
        if (desired == 0 && size.desired() > 0 && (least == null || least > 0)) {
            return Optional.of(new Deviation("tasks", "at least " + (least == null ? 1 : least), "0"));
        }
        if (least != null && desired < least) {
            return Optional.of(new Deviation("tasks", "at least " + least, Integer.toString(desired)));
        }
        return most != null && desired > most
                ? Optional.of(new Deviation("tasks", "at most " + most, Integer.toString(desired)))
                : Optional.empty();
    }
}
