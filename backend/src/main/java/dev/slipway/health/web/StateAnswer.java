package dev.slipway.health.web;

import dev.slipway.health.HealthChange;
import dev.slipway.target.Health;
import io.swagger.v3.oas.annotations.media.Schema;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * How a placement was from a moment on.
 *
 * @param gone whether it was no longer defined
 */
record StateAnswer(
        String environment,
        String service,
        Instant at,
        Health health,
        @Schema(example = "1.4.0") @Nullable String version,
        @Nullable String digest,
        @Nullable Integer desired,
        @Nullable Integer running,
        boolean drift,
        boolean gone,
        String note) {

    static StateAnswer of(HealthChange change) {
        var counts = change.counts();
        var digest = change.digest();
        return new StateAnswer(
                change.placement().environment(),
                change.placement().service(),
                change.at(),
                change.health(),
                change.version(),
                digest == null ? null : digest.value(),
                counts == null ? null : counts.desired(),
                counts == null ? null : counts.running(),
                change.drifted(),
                change.gone(),
                change.note());
    }
}
