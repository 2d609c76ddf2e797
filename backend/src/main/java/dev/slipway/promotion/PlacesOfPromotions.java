package dev.slipway.promotion;

import dev.slipway.identity.Place;
import dev.slipway.identity.Whereabouts;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Where a promotion named by its number leads. */
@Component
class PlacesOfPromotions implements Whereabouts {

    private final Promotions promotions;

    PlacesOfPromotions(Promotions promotions) {
        this.promotions = promotions;
    }

    @Override
    public Set<String> addresses() {
        return Set.of("/projects/{project}/promotions/{number}", "/api/v1/projects/{project}/promotions/{number}");
    }

    @Override
    public Flux<Place> of(Map<String, String> variables) {
        return Whereabouts.number(variables.get("number"))
                .flatMap(number -> promotions.find(variables.getOrDefault("project", ""), number))
                .flatMapIterable(Promotion::places);
    }
}
