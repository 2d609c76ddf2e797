package dev.slipway.dashboard.web;

import dev.slipway.catalog.Placement;
import dev.slipway.catalog.PlacementStates;
import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Tells the pages of services, environments and releases what was last seen, in the dashboard's words. */
@Component
class ObservedStates implements PlacementStates {

    private final Observations observations;

    ObservedStates(Observations observations) {
        this.observations = observations;
    }

    @Override
    public Mono<State> of(Placement placement) {
        return observations.latest(placement.key()).map(ObservedStates::state);
    }

    private static State state(Observed observed) {
        var glyph = DashboardWords.glyph(observed.health());
        var seen = observed.seen();
        return new State(
                glyph.kind(),
                glyph.word(),
                seen == null ? null : seen.version(),
                seen == null ? null : seen.seen(),
                observed.trouble().isEmpty() && seen != null ? seen.note() : observed.trouble());
    }
}
