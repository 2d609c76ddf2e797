package dev.slipway.drift.web;

import dev.slipway.audit.Actor;
import dev.slipway.drift.Adoption;
import dev.slipway.drift.DriftMark;
import dev.slipway.drift.Drifts;
import dev.slipway.health.Drift;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.Job;
import dev.slipway.target.Deviation;
import dev.slipway.target.PlacementKey;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** JSON API of drift. */
@RestController
@Tag(name = "Drift", description = "Where something else runs than was proven, and what is done about it")
class DriftApi {

    private final Drifts drifts;

    DriftApi(Drifts drifts) {
        this.drifts = drifts;
    }

    @GetMapping("/api/v1/projects/{project}/drift")
    @Requires(Permission.VIEW)
    @Operation(summary = "List the placements of a project that drift")
    Flux<Answer> list(@PathVariable String project) {
        return drifts.of(project).map(observed -> Answer.of(observed.placement(), observed.drift(), null));
    }

    @GetMapping("/api/v1/projects/{project}/placements/{environment}/{service}/drift")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Show how what runs at a placement deviates from what was proven",
            description = "Nothing deviates while a job changes the placement. adopted tells what somebody said is as"
                    + " it should be; a job that changes the placement ends that.")
    Mono<Answer> show(@PathVariable String project, @PathVariable String environment, @PathVariable String service) {
        var key = new PlacementKey(project, environment, service);
        return drifts.at(key)
                .switchIfEmpty(Mono.error(() -> new NotFound("Placement " + key + " was never looked at.")))
                .map(standing -> Answer.of(key, standing.drift(), standing.adoption()));
    }

    @PostMapping("/api/v1/projects/{project}/placements/{environment}/{service}/drift/adopt")
    @Requires(Permission.DEPLOY)
    @Operation(
            summary = "Say that what runs is as it should be",
            description = "Until a job changes the placement. It proves nothing: a rollback goes to what was proven."
                    + " 409 if nothing drifts, or something else than the mark says.")
    Mono<ResponseEntity<Void>> adopt(
            @PathVariable String project,
            @PathVariable String environment,
            @PathVariable String service,
            @RequestBody Why why,
            Actor actor) {
        return drifts.adopt(new PlacementKey(project, environment, service), why.mark(), why.reason(), actor)
                .thenReturn(ResponseEntity.noContent().build());
    }

    @PostMapping("/api/v1/projects/{project}/placements/{environment}/{service}/drift/restore")
    @Requires(Permission.DEPLOY)
    @Operation(
            summary = "Start a job that brings back what was proven",
            description = "With the pipeline that proved it; its gates are asked as for every job. A second request"
                    + " before that job has begun leads to the same job.")
    Mono<ResponseEntity<Started>> restore(
            @PathVariable String project,
            @PathVariable String environment,
            @PathVariable String service,
            @RequestBody Why why,
            Actor actor) {
        return drifts.restore(new PlacementKey(project, environment, service), why.reason(), actor)
                .map(job -> ResponseEntity.created(
                                URI.create("/api/v1/projects/" + job.project() + "/jobs/" + job.number()))
                        .body(Started.of(job)));
    }

    /**
     * Why.
     *
     * @param mark of the answer that it is about; left out, it is about what is seen now
     */
    record Why(
            @Schema(example = "Scaled up by hand for the sale; stays till Monday") @Nullable
            String reason,

            @Schema(example = "5f3a9c10") @Nullable String mark) {}

    /** The job that was started. */
    record Started(long id, long number) {

        static Started of(Job job) {
            return new Started(job.id(), job.number());
        }
    }

    /** What deviates, since when, and what was adopted. */
    record Answer(
            String environment,
            String service,
            boolean drifts,
            @Nullable Instant since,
            @Nullable String mark,
            List<Deviation> deviations,
            @Nullable Adoption adopted) {

        static Answer of(PlacementKey key, @Nullable Drift drift, @Nullable Adoption adoption) {
            return new Answer(
                    key.environment(),
                    key.service(),
                    drift != null,
                    drift == null ? null : drift.since(),
                    drift == null ? null : DriftMark.of(drift),
                    drift == null ? List.of() : drift.deviations(),
                    adoption);
        }
    }
}
