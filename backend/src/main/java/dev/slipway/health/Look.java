package dev.slipway.health;

import dev.slipway.artifact.Digest;
import dev.slipway.target.Deviation;
import dev.slipway.target.Health;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * One look at a placement, successful or not.
 *
 * @param period until the next look
 * @param failures consecutive looks the target did not answer, this one included
 * @param trouble why it did not; empty if it did
 * @param seen what was seen by the last look that was answered
 * @param drift what of it deviates from what was proven; null if this look could not tell
 */
record Look(
        PlacementKey placement,
        Instant at,
        Duration period,
        int failures,
        String trouble,
        @Nullable Observation seen,
        @Nullable List<Deviation> drift) {

    static Look answered(PlacementKey placement, Instant at, Sighting.Seen seen, Duration period) {
        return new Look(placement, at, period, 0, "", seen.observation(), seen.drift());
    }

    private Look with(@Nullable List<Deviation> known) {
        return new Look(placement, at, period, failures, trouble, seen, known);
    }

    /** As it is to be kept: what it could not tell is as it was before. */
    Look after(Look before) {
        return drift == null ? with(before.drift) : this;
    }

    boolean drifted() {
        return drift != null && !drift.isEmpty();
    }

    Health health() {
        return failures > 0 || seen == null ? Health.UNKNOWN : seen.health();
    }

    @Nullable
    String version() {
        return seen == null ? null : seen.version();
    }

    @Nullable
    Digest digest() {
        return seen == null ? null : seen.digest();
    }

    String note() {
        return failures > 0 || seen == null ? trouble : seen.note();
    }

    HealthChange.@Nullable Counts counts() {
        return seen == null ? null : new HealthChange.Counts(seen.desired(), seen.running(), seen.pending());
    }

    /** Whether the placement's history should tell of it. */
    boolean isAnotherStateThan(Look before) {
        return health() != before.health()
                || !Objects.equals(version(), before.version())
                || !Objects.equals(digest(), before.digest())
                || !Objects.equals(counts(), before.counts())
                || drifted() != before.drifted();
    }

    /** Whether a page that shows the placement should be drawn again. */
    boolean looksOtherThan(Look before) {
        return isAnotherStateThan(before)
                || !note().equals(before.note())
                || moving() != before.moving()
                || !Objects.equals(drift, before.drift);
    }

    private boolean moving() {
        return seen != null && seen.moving();
    }
}
