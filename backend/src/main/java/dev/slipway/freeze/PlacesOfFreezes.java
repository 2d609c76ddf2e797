package dev.slipway.freeze;

import dev.slipway.identity.Place;
import dev.slipway.identity.Whereabouts;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Where a freeze holds. */
@Component
class PlacesOfFreezes implements Whereabouts {

    private final HoldRows rows;

    PlacesOfFreezes(HoldRows rows) {
        this.rows = rows;
    }

    @Override
    public Set<String> addresses() {
        return Set.of("/api/v1/freezes/{id}", "/projects/{project}/freezes/{id}");
    }

    @Override
    public Flux<Place> of(Map<String, String> variables) {
        return Whereabouts.number(variables.get("id"))
                .flatMap(rows::freeze)
                .map(freeze -> freeze.scope().place())
                .flux();
    }
}
