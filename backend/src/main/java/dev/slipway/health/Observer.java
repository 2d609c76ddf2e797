package dev.slipway.health;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.Targets;
import java.time.Clock;
import java.util.concurrent.ThreadLocalRandom;
import org.springframework.stereotype.Component;

/** Looks at one placement again and again: one execution for each placement, over all replicas. */
@Component
class Observer implements Work {

    static final String KIND = "health.observe";

    private final Catalog catalog;
    private final Targets targets;
    private final Looks looks;
    private final Pace pace;
    private final Clock clock;

    Observer(Catalog catalog, Targets targets, Looks looks, HealthSettings settings, Clock clock) {
        this.catalog = catalog;
        this.targets = targets;
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
        var look = look(placement);
        looks.keep(look, lease.fence()).block();
        return new Outcome.Again(look.at()
                .plus(Pace.spread(look.period(), ThreadLocalRandom.current().nextDouble())));
    }

    private Look look(Placement placement) {
        try {
            var seen = targets.get(placement.target()).describe(placement.key(), placement.settings());
            return Look.answered(placement.key(), clock.instant(), seen, pace.after(seen));
        } catch (TargetUnavailable | RuntimeException e) {
            return failed(placement.key(), e);
        }
    }

    private Look failed(PlacementKey key, Exception why) {
        var before = looks.latest(key).map(Kept::look).block();
        var failures = before == null ? 1 : before.failures() + 1;
        return new Look(
                key,
                clock.instant(),
                pace.afterFailures(failures),
                failures,
                "the target cannot be asked: " + why.getMessage(),
                before == null ? null : before.seen());
    }
}
