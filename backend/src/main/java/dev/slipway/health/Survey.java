package dev.slipway.health;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.engine.Lease;
import dev.slipway.engine.Work;
import dev.slipway.engine.WorkQueue;
import dev.slipway.target.PlacementKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Gives every placement an observer, also those that were defined since, and has every gauge asked. */
@Component
class Survey implements Work {

    static final String KIND = "health.survey";

    private static final String ONLY = "all";
    private static final Duration PERIOD = Duration.ofSeconds(10);

    private final Catalog catalog;
    private final Looks looks;
    private final Gauges gauges;
    private final WorkQueue queue;
    private final Clock clock;

    Survey(Catalog catalog, Looks looks, Gauges gauges, WorkQueue queue, Clock clock) {
        this.catalog = catalog;
        this.looks = looks;
        this.gauges = gauges;
        this.queue = queue;
        this.clock = clock;
    }

    @EventListener
    void start(ApplicationReadyEvent ready) {
        queue.schedule(KIND, ONLY, clock.instant()).block(Duration.ofSeconds(10));
        for (var gauge : gauges.names()) {
            queue.schedule(Measuring.KIND, gauge, clock.instant()).block(Duration.ofSeconds(10));
        }
    }

    @Override
    public String kind() {
        return KIND;
    }

    @Override
    public Outcome run(String id, Lease lease) {
        var now = clock.instant();
        catalog.projects()
                .map(Project::key)
                .concatMap(catalog::placements)
                .map(Placement::key)
                .filterWhen(key -> isUnobserved(key, now))
                .concatMap(key -> queue.schedule(Observer.KIND, Keys.text(key), now))
                .blockLast();
        return new Outcome.Again(now.plus(PERIOD));
    }

    /** Never looked at, or long overdue: then its execution got lost. */
    private Mono<Boolean> isUnobserved(PlacementKey key, Instant now) {
        return looks.latest(key)
                .map(Kept::look)
                .map(look -> look.at().plus(look.period()).plus(PERIOD).isBefore(now))
                .defaultIfEmpty(true);
    }
}
