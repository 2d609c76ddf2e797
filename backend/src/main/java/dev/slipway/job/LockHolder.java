package dev.slipway.job;

import dev.slipway.target.PlacementKey;
import java.time.Instant;

/**
 * The job that may change a placement now.
 *
 * @param owner who asked for that job
 * @param reason what it does there
 */
public record LockHolder(PlacementKey placement, long job, long number, String owner, String reason, Instant since) {}
