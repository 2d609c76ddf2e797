package dev.slipway.freeze;

import dev.slipway.identity.Place;
import dev.slipway.identity.Whereabouts;
import java.util.Map;
import java.util.Set;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;

/** What a lock of a person locks. */
@Component
class PlacesOfLocks implements Whereabouts {

    private final Locks locks;

    PlacesOfLocks(Locks locks) {
        this.locks = locks;
    }

    @Override
    public Set<String> addresses() {
        return Set.of("/api/v1/projects/{project}/locks/{id}", "/projects/{project}/locks/{id}");
    }

    @Override
    public Flux<Place> of(Map<String, String> variables) {
        return Whereabouts.number(variables.get("id"))
                .flatMapMany(
                        id -> locks.of(variables.getOrDefault("project", "")).filter(lock -> lock.id() == id))
                .map(Lock::place);
    }
}
