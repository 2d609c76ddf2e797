package dev.slipway.health;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetUnavailable;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Looks at one placement again and again: one execution for each placement, over all replicas. */
@Component
class Observer implements Work {

    static final String KIND = "health.observe";

    private final Catalog catalog;
    private final Sighting sighting;
    private final Looks looks;
    private final Pace pace;
    private final Clock clock;

    Observer(Catalog catalog, Sighting sighting, Looks looks, HealthSettings settings, Clock clock) {
        this.catalog = catalog;
        this.sighting = sighting;
        this.looks = looks;
        this.pace = settings.pace();
        this.clock = clock;
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        var key = Keys.parse(id);
        var placement = catalog.placement(key).block();
        if (placement == null) {
            looks.forget(key, clock.instant()).block();
            return new Outcome.Done();
        }
        var before = looks.latest(key).block();
        var look = look(placement, before);
        looks.keep(before, look, lease.fence()).block();
        return new Outcome.Again(look.at()
                .plus(Pace.spread(look.period(), ThreadLocalRandom.current().nextDouble())));
    }

    private Look look(Placement placement, @Nullable Kept before) {
        try {
            var seen = sighting.of(placement);
            var now = clock.instant();
            return Look.answered(placement.key(), now, seen, pace.after(seen, before, now));
        } catch (TargetUnavailable | RuntimeException e) {
            return failed(placement.key(), before == null ? null : before.look(), e);
        }
    }

    private Look failed(PlacementKey key, @Nullable Look before, Exception why) {
        var failures = before == null ? 1 : before.failures() + 1;
        return new Look(
                key,
                clock.instant(),
                pace.afterFailures(failures),
                failures,
                "the target cannot be asked: " + why.getMessage(),
                before == null ? null : before.seen(),
                null);
    }
}
