package dev.slipway.job.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.Job;
import dev.slipway.job.JobControl;
import dev.slipway.job.JobPreview;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What is done to jobs: start, cancel, decide, run again. */
@RestController
@Tag(name = "Jobs")
class JobApi {

    private final JobControl control;

    JobApi(JobControl control) {
        this.control = control;
    }

    @PostMapping("/api/v1/projects/{project}/jobs")
    @Requires(value = Permission.DEPLOY, within = true)
    @Operation(
            summary = "Start a job",
            description = "Two equal requests with the same Idempotency-Key make one job; the key with another body is"
                    + " refused with 409. A locked placement queues the job, or refuses it with 409 where the"
                    + " environment says so.")
    Mono<ResponseEntity<JobApiAnswer>> start(
            @PathVariable String project,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody JobApiRequest request,
            Actor actor,
            Access access) {
        var order = request.of(project, key, actor);
        access.require(Permission.DEPLOY, order.places());
        return control.start(order).map(JobApi::created);
    }

    @PostMapping("/api/v1/projects/{project}/jobs/preview")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Show what a job would change",
            description = "Takes the same body as a start, and changes nothing.")
    Mono<JobPreview> preview(@PathVariable String project, @RequestBody JobApiRequest request, Actor actor) {
        return control.preview(request.of(project, null, actor));
    }

    @PostMapping("/api/v1/jobs/{id}/cancel")
    @Requires(Permission.DEPLOY)
    @Operation(summary = "Cancel a job", description = "Does nothing to a job that stops already or has ended.")
    Mono<JobApiAnswer> cancel(@PathVariable long id, @RequestBody(required = false) @Nullable Why reason, Actor actor) {
        var why =
                reason == null || reason.reason() == null ? "" : reason.reason().strip();
        return control.cancel(id, why, actor).map(JobApiAnswer::of);
    }

    /** Why it is cancelled. */
    record Why(@Schema(example = "Wrong release") @Nullable String reason) {}

    @PostMapping("/api/v1/jobs/{id}/steps/{step}/decision")
    @Requires(Permission.DECIDE)
    @Operation(
            summary = "Answer the question of a step",
            description = "After a failure: retry, ignore (with a note), roll back, fail. To a manual step: one of its"
                    + " choices, with a note.")
    Mono<JobApiAnswer> decide(
            @PathVariable long id, @PathVariable String step, @RequestBody Decision decision, Actor actor) {
        return control.decide(id, step, decision.orEmpty(), decision.note(), actor)
                .map(JobApiAnswer::of);
    }

    @PostMapping("/api/v1/jobs/{id}/steps/{step}/{service}/decision")
    @Requires(Permission.DECIDE)
    @Operation(summary = "Answer the question of a step that runs per service")
    Mono<JobApiAnswer> decideForService(
            @PathVariable long id,
            @PathVariable String step,
            @PathVariable String service,
            @RequestBody Decision decision,
            Actor actor) {
        return decide(id, step + "/" + service, decision, actor);
    }

    /** An answer. */
    record Decision(
            @Schema(example = "retry") @Nullable String choice,

            @Schema(example = "The disk is free again") @Nullable
            String note) {

        String orEmpty() {
            return choice == null ? "" : choice;
        }
    }

    @PostMapping("/api/v1/jobs/{id}/rerun")
    @Requires(Permission.DEPLOY)
    @Operation(
            summary = "Run a job again",
            description = "A new job with the same order and the definitions of now, linked to the old one; from a"
                    + " step of the pipeline if one is named.")
    Mono<ResponseEntity<JobApiAnswer>> rerun(
            @PathVariable long id, @RequestParam(required = false) @Nullable String from, Actor actor) {
        return control.rerun(id, from, actor).map(JobApi::created);
    }

    private static ResponseEntity<JobApiAnswer> created(Job job) {
        return ResponseEntity.created(URI.create("/api/v1/jobs/" + job.id())).body(JobApiAnswer.of(job));
    }
}
