package dev.slipway.job.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Placement;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.GateReading;
import dev.slipway.job.Gates;
import dev.slipway.job.spi.Gate;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** "When can this ship?": how the gates of every environment stand for a release that nobody has asked for yet. */
@Controller
@Tag(name = "Gates")
class GatePages {

    private final Gates gates;
    private final Catalog catalog;

    GatePages(Gates gates, Catalog catalog) {
        this.gates = gates;
        this.catalog = catalog;
    }

    /** One environment with its gates. */
    record Ship(Environment environment, GateReading reading) {

        @Nullable
        public Instant getOpens() {
            return reading.opens().orElse(null);
        }
    }

    @GetMapping("/projects/{project}/services/{service}/releases/{version}/gates")
    @Requires(Permission.VIEW)
    Mono<Rendering> ships(@PathVariable String project, @PathVariable String service, @PathVariable String version) {
        return catalog.placements(project)
                .filter(placement -> placement.service().key().equals(service))
                .concatMap(placement -> ship(placement, version))
                .collectList()
                .map(ships -> Rendering.view("job/gates :: ships")
                        .modelAttribute("ships", ships)
                        .build());
    }

    private Mono<Ship> ship(Placement placement, String version) {
        var key = placement.key();
        return gates.look(key.project(), key.environment(), List.of(new Gate.Change(key, version)))
                .map(reading -> new Ship(placement.environment(), reading));
    }

    @GetMapping("/api/v1/projects/{project}/environments/{environment}/gates")
    @ResponseBody
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Show when a release can ship",
            description = "Every gate of the environment: whether it is open, why not, who can open it, and when it"
                    + " opens by itself.")
    Mono<Answer> gates(
            @PathVariable String project,
            @PathVariable String environment,
            @RequestParam @Parameter(example = "web") String service,
            @RequestParam(required = false) @Parameter(example = "1.4.0") @Nullable String version) {
        var key = new dev.slipway.target.PlacementKey(project, environment, service);
        return gates.look(project, environment, List.of(new Gate.Change(key, version)))
                .map(reading -> new Answer(reading.open(), reading.opens().orElse(null), reading.standings()))
                .switchIfEmpty(Mono.error(
                        () -> new NotFound("There is no environment " + environment + " in project " + project + ".")));
    }

    /**
     * How the gates stand.
     *
     * @param opens when all of them may be open by themselves; null when one needs somebody, or when all are open
     */
    record Answer(boolean open, @Nullable Instant opens, List<Gate.Standing> gates) {}
}
