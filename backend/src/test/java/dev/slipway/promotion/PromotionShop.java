package dev.slipway.promotion;

import dev.slipway.artifact.ArtifactReference;
import dev.slipway.artifact.ArtifactStore;
import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.job.TestProofs;
import dev.slipway.release.NewRelease;
import dev.slipway.release.ReleaseRegister;
import dev.slipway.release.Releases;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import dev.slipway.testing.Zip;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Autowired;

/** A project with three environments, whose pipeline is done at once; what is proven where, tests say. */
public final class PromotionShop {

    private static final Actor OWNER = new Actor(Actor.Kind.PERSON, "olga", "Olga");

    public final String project = "promo-" + UUID.randomUUID().toString().substring(0, 8);

    private String staging = "";
    private final AtomicLong numbers = new AtomicLong(500);

    @Autowired
    private Definitions definitions;

    @Autowired
    private Catalog catalog;

    @Autowired
    private ReleaseRegister register;

    @Autowired
    private Releases releases;

    @Autowired
    private ArtifactStore store;

    @Autowired
    private TestProofs proofs;

    /** Takes effect with the next definition. */
    PromotionShop stagingProtection(String keys) {
        staging = "protection: {" + keys + "}, ";
        return this;
    }

    /**
     * Saves the definition.
     *
     * @param prod lines below {@code prod:}
     * @param sections lines at its end
     */
    public PromotionShop define(String prod, String sections) {
        var text = """
            project: %s
            environments:
              dev: {}
              staging: {promotesFrom: [dev], %svariables: {ONLY_STAGING: "yes"}}
              prod:
                promotesFrom: [staging]
            %s
            services:
              web: {placements: {dev: &at {target: process, settings: {command: [/bin/true]}}, staging: *at, prod: *at}}
              worker: {placements: {dev: *at, staging: *at, prod: *at}}
            pipelines:
              quick:
                steps:
                  - {name: touch, kind: command, settings: {command: [/bin/true]}}
              back:
                steps:
                  - {name: back, kind: rollback, perService: true}
              slow:
                steps:
                  - {name: touch, kind: command, settings: {command: [sleep, "60"]}}
            %s
            """.formatted(project, staging, prod.indent(4).stripTrailing(), sections);
        var edit = definitions
                .current(project)
                .map(now -> new DefinitionEdit(project, text, now.tag(), null))
                .defaultIfEmpty(DefinitionEdit.ofNew(project, text));
        edit.flatMap(e -> definitions.save(e, OWNER)).block();
        return this;
    }

    public PromotionShop release(String service, String... versions) throws IOException {
        for (var version : versions) {
            var digest = store.put(new ByteArrayInputStream(Zip.of(Map.of("version", service + version))));
            register.register(
                            new NewRelease(
                                    project,
                                    service,
                                    version,
                                    List.of(new NewRelease.NewArtifact(
                                            "app", ArtifactReference.Kind.ARCHIVE, null, "builds", digest)),
                                    "abc1234",
                                    null,
                                    Map.of(),
                                    "- abc1234 Brings " + version + " (SHOP-" + versions.length + ")"),
                            OWNER)
                    .block();
        }
        return this;
    }

    /** As if a job had just proven it. */
    public PromotionShop proven(String environment, String service, String version) {
        return proven(environment, service, version, Instant.now());
    }

    public PromotionShop proven(String environment, String service, String version, Instant at) {
        var key = new PlacementKey(project, environment, service);
        var placement = Objects.requireNonNull(catalog.placement(key).block());
        var release =
                Objects.requireNonNull(releases.find(project, service, version).block());
        var revision = new Revision(version, release.artifacts(), placement.settings(), placement.configuration());
        proofs.add(key, revision, numbers.incrementAndGet(), "Olga", at);
        return this;
    }
}
