package dev.slipway.job;

import dev.slipway.target.PlacementKey;
import java.time.Instant;

/**
 * The version this portal has proven at a placement last.
 *
 * @param number of the job that proved it
 * @param by who asked for that job
 */
public record ProvenVersion(PlacementKey placement, String version, long number, String by, Instant at) {}
