package dev.slipway.dashboard.web;

import dev.slipway.catalog.Placement;
import dev.slipway.catalog.PlacementStates;
import dev.slipway.health.Observations;
import dev.slipway.health.Observed;
import dev.slipway.target.Health;
import java.util.stream.Collectors;
import java.util.stream.Stream;
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
        return observations.latest(placement.key()).map(observed -> state(placement, observed));
    }

    private static State state(Placement placement, Observed observed) {
        var glyph = DashboardWords.glyph(observed.health());
        var seen = observed.seen();
        return new State(
                glyph.kind(),
                glyph.word(),
                seen == null ? null : seen.version(),
                seen == null ? null : seen.seen(),
                Stream.of(
                                observed.trouble().isEmpty() && seen != null ? seen.note() : observed.trouble(),
                                queue(placement, observed))
                        .filter(text -> !text.isEmpty())
                        .collect(Collectors.joining("; ")));
    }

    private static String queue(Placement placement, Observed observed) {
        var queue = placement.service().metering().queue();
        if (queue == null || observed.health() == Health.ABSENT) {
            return "";
        }
        var depth = observed.load().queueDepth();
        return depth == null ? "its queue is not known" : Amount.text(depth) + " " + queue.unit() + " in its queue";
    }
}
