package dev.slipway.health;

import dev.slipway.target.Health;
import dev.slipway.target.PlacementKey;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** The moment from which a placement was seen in another state or version. */
public record HealthChange(
        PlacementKey placement,
        Instant at,
        Health health,
        @Nullable String version,
        String note) {}
