package dev.slipway.job;

import dev.slipway.catalog.Catalog;
import dev.slipway.job.spi.StepContext;
import dev.slipway.target.ConfigurationValue;
import dev.slipway.target.DeployOrder;
import dev.slipway.target.DeploymentTarget;
import dev.slipway.target.Finding;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.PreChecks;
import dev.slipway.target.Revision;
import dev.slipway.target.RollsBack;
import dev.slipway.target.SecretStore;
import dev.slipway.target.SecretUnavailable;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetUnavailable;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** The targets and secret stores of this portal, and the placements of a job on them. */
@Component
class Places {

    private static final Logger LOG = LoggerFactory.getLogger(Places.class);

    private static final Duration LOOK_UP = Duration.ofSeconds(30);

    private final Catalog catalog;
    private final Map<TargetKind, DeploymentTarget> targets;
    private final Map<String, SecretStore> stores;

    Places(Catalog catalog, ObjectProvider<DeploymentTarget> targets, ObjectProvider<SecretStore> stores) {
        this.catalog = catalog;
        this.targets = targets.stream().collect(Collectors.toMap(DeploymentTarget::kind, t -> t));
        this.stores = stores.stream().collect(Collectors.toMap(SecretStore::scheme, s -> s));
    }

    List<StepContext.Placed> placed(String project, JobOrder order) {
        return order.placements().stream()
                .map(placement -> placed(project, order.environment(), placement))
                .toList();
    }

    StepContext.Placed placed(String project, String environment, JobPlacement placement) {
        var target = targets.get(placement.target());
        if (target == null) {
            throw new IllegalStateException("This portal has no target of the kind " + placement.target() + ", which "
                    + placement.service() + " in " + environment + " asks for");
        }
        return new StepContext.Placed(
                new PlacementKey(project, environment, placement.service()),
                target,
                placement.settings(),
                placement.revision(),
                placement.lastVerified(),
                placement.configuration());
    }

    /** What the target can tell beforehand, as the environment takes it. */
    List<Finding> findings(StepContext.Placed placed, Revision revision) {
        if (!(placed.target() instanceof PreChecks checks)) {
            return List.of();
        }
        try {
            var found = checks.check(new DeployOrder(placed.key(), revision, placed.lastVerified(), "preview"));
            return catalog.placement(placed.key())
                    .map(placement -> placement.environment().checks().weigh(found))
                    .blockOptional(LOOK_UP)
                    .orElse(found);
        } catch (RuntimeException e) {
            return List.of(new Finding(
                    "pre-checks",
                    "Can the target be asked?",
                    Finding.Result.UNKNOWN,
                    String.valueOf(e.getMessage()),
                    "Try again when the target answers."));
        }
    }

    /** The version a placement can go back to, if its target can and something was proven there. */
    @Nullable
    String wayBack(Job job, String service) {
        return job.order()
                .placement(service)
                .filter(p -> targets.get(p.target()) instanceof RollsBack)
                .map(JobPlacement::lastVerified)
                .map(Revision::version)
                .orElse(null);
    }

    /** What runs at a placement of the job; empty when the target cannot be asked, and so nothing is known. */
    Optional<Observation> seen(Job job, String service) {
        try {
            var place = placed(job.project(), job.order()).stream()
                    .filter(p -> p.key().service().equals(service))
                    .findFirst();
            return place.isEmpty()
                    ? Optional.empty()
                    : Optional.of(place.get()
                            .target()
                            .describe(place.get().key(), place.get().settings()));
        } catch (TargetUnavailable | RuntimeException e) {
            LOG.warn("What runs of {} cannot be told at the end of job {}", service, job.id(), e);
            return Optional.empty();
        }
    }

    String resolve(ConfigurationValue value) throws SecretUnavailable {
        return switch (value) {
            case ConfigurationValue.Plain plain -> plain.value();
            case ConfigurationValue.Secret secret -> {
                var store = stores.get(secret.reference().scheme());
                if (store == null) {
                    throw new SecretUnavailable(
                            secret.reference(),
                            "there is no secret store '" + secret.reference().scheme() + "', only " + stores.keySet());
                }
                yield store.resolve(secret.reference());
            }
        };
    }
}
