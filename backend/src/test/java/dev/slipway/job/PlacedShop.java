package dev.slipway.job;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.catalog.Placement;
import dev.slipway.release.Release;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetKind;
import dev.slipway.target.TargetSettings;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import reactor.core.publisher.Mono;

/** The shop with its service web at a real target. */
class PlacedShop extends Shop {

    private final TargetKind target;
    private final TargetSettings settings;
    private final Function<String, ArtifactReference> artifacts;

    /** @param artifacts what a release of web consists of, by its version */
    PlacedShop(TargetKind target, TargetSettings settings, Function<String, ArtifactReference> artifacts) {
        this.target = target;
        this.settings = settings;
        this.artifacts = artifacts;
        pipeline("deploy", perService("deploy", "deploy", 1));
    }

    @Override
    public Mono<Placement> placement(PlacementKey key) {
        return super.placement(key)
                .map(one ->
                        new Placement(key, target, settings, one.configuration(), one.environment(), one.service()));
    }

    @Override
    public Mono<Release> find(String project, String service, String version) {
        return Mono.fromSupplier(() -> new Release(
                project,
                service,
                version,
                List.of(artifacts.apply(version)),
                null,
                null,
                Map.of(),
                null,
                Instant.EPOCH,
                "ada",
                null));
    }
}
