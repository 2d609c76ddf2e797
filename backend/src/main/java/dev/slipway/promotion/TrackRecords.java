package dev.slipway.promotion;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.job.VerifiedRevisions;
import dev.slipway.target.PlacementKey;
import java.util.List;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Looks up what is proven of a release where it comes from, and where it goes. */
@Component
class TrackRecords {

    /** Proofs looked back at in each environment; what ran before so many others is verified anew. */
    private static final int HISTORY = 500;

    private final Catalog catalog;
    private final VerifiedRevisions verified;

    TrackRecords(Catalog catalog, VerifiedRevisions verified) {
        this.catalog = catalog;
        this.verified = verified;
    }

    Mono<TrackRecord> of(String project, Environment target, String service, String version) {
        var upstream = Flux.fromIterable(target.promotesFrom())
                .map(environment -> new PlacementKey(project, environment, service))
                .filterWhen(key -> catalog.placement(key).hasElement())
                .concatMap(key -> stays(key, version).map(stays -> new TrackRecord.Upstream(key.environment(), stays)))
                .collectList();
        return Mono.zip(stays(new PlacementKey(project, target.key(), service), version), upstream)
                .map(both -> new TrackRecord(service, version, both.getT1(), both.getT2()));
    }

    private Mono<List<Stay>> stays(PlacementKey placement, String version) {
        return verified.history(placement, HISTORY).collectList().map(history -> Stay.of(version, history));
    }
}
