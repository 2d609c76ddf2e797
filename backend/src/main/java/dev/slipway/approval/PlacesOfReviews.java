package dev.slipway.approval;

import dev.slipway.identity.Place;
import dev.slipway.identity.Whereabouts;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Where glass was broken. */
@Component
class PlacesOfReviews implements Whereabouts {

    private final GlassStore store;

    PlacesOfReviews(GlassStore store) {
        this.store = store;
    }

    @Override
    public Set<String> addresses() {
        return Set.of("/api/v1/reviews/{id}", "/reviews/{id}");
    }

    @Override
    public Flux<Place> of(Map<String, String> variables) {
        return Whereabouts.number(variables.get("id"))
                .flatMap(store::find)
                .map(glass ->
                        Place.of(glass.subject().project(), glass.subject().environment()))
                .flux();
    }
}
