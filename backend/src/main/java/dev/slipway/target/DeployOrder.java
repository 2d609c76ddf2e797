package dev.slipway.target;

import org.jspecify.annotations.Nullable;

/**
 * Asks a target to run a revision at a placement.
 *
 * @param placement where
 * @param revision what
 * @param lastVerified what to return to when the rollout fails: the last revision this portal has proven here
 * @param token idempotency token: the same token never starts a second deployment
 */
public record DeployOrder(
        PlacementKey placement, Revision revision, @Nullable Revision lastVerified, String token) {}
