package dev.slipway.cost;

import dev.slipway.catalog.Placement;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Size;
import dev.slipway.target.TargetUnavailable;
import dev.slipway.target.Targets;
import dev.slipway.target.TellsSize;
import dev.slipway.web.Waiting;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Mono;

/** Asks targets what placements reserve. What was answered is kept for some minutes, because sizes change seldom. */
@Component
class Sizes {

    private static final Duration KEPT = Duration.ofMinutes(5);

    private final Targets targets;
    private final Clock clock;
    private final Map<PlacementKey, Seen> kept = new ConcurrentHashMap<>();

    Sizes(Targets targets, Clock clock) {
        this.targets = targets;
        this.clock = clock;
    }

    /**
     * What a target answered.
     *
     * @param after what the next deployment would leave; empty if it would be refused
     * @param trouble why it is not known; null if it is
     */
    record Seen(
            Optional<Size> now,
            Optional<Size> after,
            @Nullable String trouble,
            Instant at,
            Placement placement) {}

    /** At most five minutes old, unless the placement was defined anew. */
    Mono<Seen> lately(Placement placement) {
        return Mono.defer(() -> {
            var seen = kept.get(placement.key());
            return seen != null
                            && seen.at().plus(KEPT).isAfter(clock.instant())
                            && seen.placement().settings().equals(placement.settings())
                    ? Mono.just(seen)
                    : now(placement);
        });
    }

    Mono<Seen> now(Placement placement) {
        return Waiting.call(() -> ask(placement)).doOnNext(this::keep);
    }

    private void keep(Seen seen) {
        if (seen.trouble() == null) {
            kept.put(seen.placement().key(), seen);
        }
        kept.values().removeIf(one -> one.at().plus(KEPT).isBefore(clock.instant()));
    }

    private Seen ask(Placement placement) {
        if (!(targets.find(placement.target()).orElse(null) instanceof TellsSize target)) {
            return unknown(placement, "The target " + placement.target() + " tells no size to compute by");
        }
        try {
            return new Seen(
                    target.size(placement.key(), placement.settings()),
                    target.sizeAfter(placement.key(), placement.settings()),
                    null,
                    clock.instant(),
                    placement);
        } catch (TargetUnavailable e) {
            return unknown(placement, "The target cannot be asked: " + e.getMessage());
        }
    }

    private Seen unknown(Placement placement, String why) {
        return new Seen(Optional.empty(), Optional.empty(), why, clock.instant(), placement);
    }
}
