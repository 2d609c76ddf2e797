package dev.slipway.drift;

import dev.slipway.health.Expectation;
import dev.slipway.health.Expectations;
import dev.slipway.job.VerifiedRevision;
import dev.slipway.job.VerifiedRevisions;
import dev.slipway.target.PlacementKey;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What should run where: what a job proved last, unless a later one left something unproven. */
@Component
class ProvenExpectations implements Expectations {

    private static final int MOST = 20_000;

    private final VerifiedRevisions verified;
    private final DriftRows rows;
    private final Clock clock;
    private final Duration knownFor;
    private final Map<PlacementKey, Known> known = new ConcurrentHashMap<>();

    /** @param knownFor what is known is only good for saying that nothing deviates, so that it may be so old */
    ProvenExpectations(
            VerifiedRevisions verified,
            DriftRows rows,
            Clock clock,
            @Value("${slipway.drift.known-for:1m}") Duration knownFor) {
        this.verified = verified;
        this.rows = rows;
        this.clock = clock;
        this.knownFor = knownFor;
    }

    private record Known(Instant at, Optional<Expectation> expectation, boolean held) {}

    @Override
    public Optional<Expectation> known(PlacementKey placement) {
        var before = known.get(placement);
        return before != null && clock.instant().isBefore(before.at.plus(knownFor))
                ? before.expectation
                : read(placement).expectation;
    }

    @Override
    public Optional<Expectation> now(PlacementKey placement) {
        var read = read(placement);
        return read.held ? Optional.empty() : read.expectation;
    }

    private Known read(PlacementKey placement) {
        var now = clock.instant();
        // The last change first: a job that ends in between has then proven more than it is known to have changed.
        var last = rows.last(placement).blockOptional().orElseThrow();
        var proven = verified.of(placement).block();
        var read = new Known(now, expectation(proven, last), last.held() || last.job() != 0 && last.endedAt() == null);
        if (known.size() >= MOST) {
            known.clear();
        }
        known.put(placement, read);
        return read;
    }

    private static Optional<Expectation> expectation(@Nullable VerifiedRevision proven, LastChange last) {
        if (proven == null || last.leftUnproven(proven.revision().version())) {
            return Optional.empty();
        }
        var begun = last.startedAt() == null ? proven.at() : last.startedAt();
        var settled = last.endedAt() == null || last.endedAt().isBefore(proven.at()) ? proven.at() : last.endedAt();
        return Optional.of(new Expectation(proven.revision(), begun, settled, last.adopted()));
    }
}
