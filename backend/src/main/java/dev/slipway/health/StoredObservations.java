package dev.slipway.health;

import dev.slipway.engine.Signals;
import dev.slipway.engine.WorkQueue;
import dev.slipway.target.PlacementKey;
import java.time.Clock;
import java.util.Collection;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Reads what the observers of all replicas stored, and judges its age at the moment of asking. */
@Component
class StoredObservations implements Observations {

    private final LastKnown known;
    private final Changes changes;
    private final Signals signals;
    private final WorkQueue queue;
    private final Clock clock;

    StoredObservations(LastKnown known, Changes changes, Signals signals, WorkQueue queue, Clock clock) {
        this.known = known;
        this.changes = changes;
        this.signals = signals;
        this.queue = queue;
        this.clock = clock;
    }

    @Override
    public Mono<Observed> latest(PlacementKey placement) {
        return known.of(placement, clock.instant());
    }

    @Override
    public Flux<Observed> ofProject(String project) {
        return known.ofProject(project, clock.instant());
    }

    @Override
    public Flux<Observed> of(Collection<PlacementKey> placements) {
        return known.of(placements, clock.instant());
    }

    @Override
    public Flux<Observed> all() {
        return known.all(clock.instant());
    }

    @Override
    public Flux<HealthChange> history(PlacementKey placement, int limit) {
        return changes.newest(placement, limit);
    }

    @Override
    public Flux<PlacementKey> changes() {
        return signals.on(Looks.TOPIC).map(Keys::parse);
    }

    @Override
    public Mono<Void> lookNow(PlacementKey placement) {
        return queue.schedule(Observer.KIND, Keys.text(placement), clock.instant());
    }
}
