package dev.slipway.job;

import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import java.util.List;
import java.util.Objects;
import org.springframework.stereotype.Component;

/** What was proven at placements, for workers, which may block. */
@Component
class Provenance {

    private static final int HISTORY = 20;

    private final StoredVerifiedRevisions verified;
    private final JobJson json;

    Provenance(StoredVerifiedRevisions verified, JobJson json) {
        this.verified = verified;
        this.json = json;
    }

    JobJson json() {
        return json;
    }

    /** Newest first, without one that equals the one before it. */
    List<Revision> proven(PlacementKey placement) {
        var revisions = verified.history(placement, HISTORY)
                .map(VerifiedRevision::revision)
                .distinctUntilChanged()
                .collectList()
                .block();
        return Objects.requireNonNull(revisions);
    }

    /** The order with what is proven now at its placements. */
    JobOrder withProven(String project, JobOrder order) {
        if (order.placements().isEmpty()) {
            return order;
        }
        return order.placements(order.placements().stream()
                .map(p -> p.lastVerified(proven(new PlacementKey(project, order.environment(), p.service())).stream()
                        .findFirst()
                        .orElse(null)))
                .toList());
    }
}
