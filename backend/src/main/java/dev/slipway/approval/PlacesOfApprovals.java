package dev.slipway.approval;

import dev.slipway.identity.Place;
import dev.slipway.identity.Whereabouts;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** Where what waits for approval would change something. */
@Component
class PlacesOfApprovals implements Whereabouts {

    private final ApprovalStore store;

    PlacesOfApprovals(ApprovalStore store) {
        this.store = store;
    }

    @Override
    public Set<String> addresses() {
        return Set.of("/api/v1/approvals/{id}", "/inbox/{id}");
    }

    @Override
    public Flux<Place> of(Map<String, String> variables) {
        return Whereabouts.number(variables.get("id")).flatMap(store::find).flatMapIterable(Approval::places);
    }
}
