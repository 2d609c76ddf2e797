package dev.slipway.health;

import dev.slipway.target.Health;
import dev.slipway.target.Load;
import dev.slipway.target.Observation;
import dev.slipway.target.PlacementKey;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The last look at a placement, judged at the moment of asking.
 *
 * @param seen what was seen when the target last answered, however long ago; null if it never did
 * @param health as it may be shown now: unknown when the target does not answer or the look is too old
 * @param age since the target last answered; zero if it never did
 * @param trouble why it is unknown; empty if it is not
 * @param drift how it deviated from what was proven when it was last seen; null if it did not
 * @param since when the health became what it is; null where that was not noted
 * @param unreachableSince from when on nothing was seen; null while something is
 * @param readings what is measured beside what the target sees, each as it may be shown now
 * @param looked for how long it may be shown as it is; null where that is for ever, because it is unknown already
 */
public record Observed(
        PlacementKey placement,
        @Nullable Observation seen,
        Health health,
        Duration age,
        String trouble,
        @Nullable Drift drift,
        @Nullable Instant since,
        @Nullable Instant unreachableSince,
        List<Reading> readings,
        @Nullable Looked looked) {

    /**
     * A look that is believed.
     *
     * @param until who shows it later shows it as unknown
     */
    public record Looked(Instant at, Instant until) {}

    private static final int PERIODS_UNTIL_STALE = 3;

    /** A portal that is busy is not blind. */
    private static final Duration LEAST_PATIENCE = Duration.ofSeconds(10);

    /** One of which it is not known since when. */
    public Observed(PlacementKey placement, @Nullable Observation seen, Health health, Duration age, String trouble) {
        this(placement, seen, health, age, trouble, null, null, null, List.of(), null);
    }

    public Observed {
        readings = List.copyOf(readings);
    }

    /** The same, with what deviates. */
    public Observed drifting(Drift deviates) {
        return new Observed(placement, seen, health, age, trouble, deviates, since, unreachableSince, readings, looked);
    }

    /** The same, with what was measured. */
    Observed measured(List<Reading> measured) {
        return new Observed(placement, seen, health, age, trouble, drift, since, unreachableSince, measured, looked);
    }

    /** The same, as it may be shown at a later moment without having been looked at again. */
    public Observed at(Instant now) {
        var judged = readings.stream().map(reading -> reading.judged(now)).toList();
        if (looked == null || !now.isAfter(looked.until())) {
            return measured(judged);
        }
        var older = seen == null ? age : notNegative(Duration.between(seen.seen(), now));
        return new Observed(
                placement,
                seen,
                Health.UNKNOWN,
                older,
                notLookedAt(older),
                drift,
                looked.at(),
                looked.at(),
                judged,
                null);
    }

    private static String notLookedAt(Duration age) {
        return "not looked at for " + age.toSeconds() + " s";
    }

    /** What there is to do now, as far as it is known now; nothing of it is older than the health that is shown. */
    public Load load() {
        var measured = readings.stream().map(Reading::load).reduce(Load.NONE, Load::or);
        return seen == null || health == Health.UNKNOWN ? measured : measured.or(seen.load());
    }

    static Observed of(Kept kept, Instant now) {
        var look = kept.look();
        var seen = look.seen();
        var age = seen == null ? Duration.ZERO : notNegative(Duration.between(seen.seen(), now));
        if (look.failures() > 0 || seen == null) {
            var trouble = look.failures() > 0 ? look.trouble() : "not seen yet";
            return unknown(kept, age, trouble, kept.unreachableSince());
        }
        var patience = look.period().multipliedBy(PERIODS_UNTIL_STALE);
        var looked = new Looked(
                look.at(), look.at().plus(patience.compareTo(LEAST_PATIENCE) < 0 ? LEAST_PATIENCE : patience));
        return now.isAfter(looked.until())
                ? unknown(kept, age, notLookedAt(age), look.at())
                : new Observed(
                        look.placement(),
                        seen,
                        seen.health(),
                        age,
                        "",
                        kept.drift(),
                        kept.since(),
                        null,
                        List.of(),
                        looked);
    }

    private static Observed unknown(Kept kept, Duration age, String trouble, @Nullable Instant since) {
        var look = kept.look();
        return new Observed(
                look.placement(),
                look.seen(),
                Health.UNKNOWN,
                age,
                trouble,
                kept.drift(),
                since,
                since,
                List.of(),
                null);
    }

    /** Clocks of replicas differ a little. */
    private static Duration notNegative(Duration duration) {
        return duration.isNegative() ? Duration.ZERO : duration;
    }
}
