package dev.slipway.health;

import dev.slipway.artifact.Digest;
import dev.slipway.engine.Lease;
import dev.slipway.target.DeploymentId;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import java.util.List;

/** Observations for tests. */
final class Sights {

    static final Instant NOON = Instant.parse("2026-11-22T12:00:00Z");
    static final PlacementKey WEB = new PlacementKey("demo", "dev", "web");

    static final Lease LEASE = new Lease() {
        @Override
        public long fence() {
            return 1;
        }

        @Override
        public boolean held() {
            return true;
        }
    };

    private Sights() {}

    static Observation of(Health health, String version, Instant at) {
        var moving = health == Health.MOVING;
        return new Observation(
                at,
                health,
                1,
                1,
                0,
                version,
                new DeploymentId("d-1"),
                moving,
                List.of(new Observation.Instance(
                        "i-1",
                        version,
                        Digest.ofHex("ab".repeat(32)),
                        health,
                        "200 in 3 ms",
                        NOON,
                        0,
                        null,
                        "127.0.0.1:18100")),
                "");
    }

    /** The same, with nothing that deviates. */
    static Sighting.Seen seen(Health health, String version, Instant at) {
        return new Sighting.Seen(of(health, version, at), List.of());
    }
}
