package dev.slipway.health;

import dev.slipway.target.Deviation;
import java.time.Instant;
import java.util.List;

/**
 * That what runs is not what was proven, and nobody said that it is as it should be.
 *
 * @param since when it was seen first
 */
public record Drift(Instant since, List<Deviation> deviations) {

    public Drift {
        deviations = List.copyOf(deviations);
    }
}
