package dev.slipway.job;

import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import java.time.Instant;

/**
 * The last revision this portal has proven at a placement.
 *
 * @param job the job that proved it
 * @param by who asked for that job
 */
public record VerifiedRevision(
        PlacementKey placement, Revision revision, long job, long number, String by, Instant at) {}
