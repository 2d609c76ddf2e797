package dev.slipway.health.web;

import dev.slipway.health.History;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.target.PlacementKey;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** JSON API of what was seen of placements. */
@RestController
@Tag(name = "History", description = "How placements were at any moment, and their figures over time")
class HistoryApi {

    private static final Duration STRETCH = Duration.ofHours(6);
    private static final int MOST = 2_000;

    private final History history;
    private final Clock clock;

    HistoryApi(History history, Clock clock) {
        this.history = history;
        this.clock = clock;
    }

    @GetMapping("/api/v1/projects/{project}/placements/{environment}/{service}/history")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Show the figures of a placement over time",
            description = "In steps as short as is kept that make at most so many points; where nobody looked there is"
                    + " none. With it the state at the beginning and every change. Latency in milliseconds, processors"
                    + " in cores, memory in bytes; what the target does not tell is left out.")
    Mono<SeriesAnswer> series(
            @PathVariable String project,
            @PathVariable String environment,
            @PathVariable String service,
            @Parameter(description = "Six hours before until, if left out", example = "2026-11-22T06:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    Instant from,
            @Parameter(description = "Now, if left out", example = "2026-11-22T12:00:00Z")
                    @RequestParam(required = false)
                    @Nullable
                    Instant until,
            @Parameter(description = "Points, 1 to 2000") @RequestParam(defaultValue = "400") int most) {
        var end = until == null ? clock.instant() : until;
        var begin = from == null ? end.minus(STRETCH) : from;
        return history.samples(new PlacementKey(project, environment, service), begin, end, Math.clamp(most, 1, MOST))
                .map(SeriesAnswer::of);
    }

    @GetMapping("/api/v1/projects/{project}/history")
    @Requires(Permission.VIEW)
    @Operation(summary = "Show how each placement of a project was at a moment")
    Flux<StateAnswer> at(
            @PathVariable String project, @Parameter(example = "2026-11-22T03:00:00Z") @RequestParam Instant at) {
        return history.at(project, at).map(StateAnswer::of);
    }

    @GetMapping("/api/v1/projects/{project}/history/changes")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "List what changed between two moments",
            description = "After from, up to and with until; oldest first, at most 2000.")
    Flux<StateAnswer> changes(
            @PathVariable String project,
            @Parameter(example = "2026-11-22T03:00:00Z") @RequestParam Instant from,
            @Parameter(example = "2026-11-22T04:00:00Z") @RequestParam Instant until) {
        return history.changes(project, from, until).take(MOST).map(StateAnswer::of);
    }
}
