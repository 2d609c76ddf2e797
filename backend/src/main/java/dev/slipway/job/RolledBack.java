package dev.slipway.job;

import dev.slipway.target.PlacementKey;
import java.time.Instant;

/**
 * A placement whose last change ended with what was there before.
 *
 * @param number of the job that ended so
 */
public record RolledBack(PlacementKey placement, long number, Instant at) {}
