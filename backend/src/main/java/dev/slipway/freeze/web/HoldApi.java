package dev.slipway.freeze.web;

import dev.slipway.audit.Actor;
import dev.slipway.freeze.FreezeOverrides;
import dev.slipway.freeze.Lock;
import dev.slipway.freeze.Locks;
import dev.slipway.freeze.Stop;
import dev.slipway.freeze.StopSwitch;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The stop of everything, locks, and overrides of freezes. */
@RestController
@Tag(name = "Freezes")
class HoldApi {

    private final StopSwitch stopSwitch;
    private final Locks locks;
    private final FreezeOverrides overrides;

    HoldApi(StopSwitch stopSwitch, Locks locks, FreezeOverrides overrides) {
        this.stopSwitch = stopSwitch;
        this.locks = locks;
        this.overrides = overrides;
    }

    @GetMapping("/api/v1/stop")
    @Requires(Permission.VIEW)
    @Operation(summary = "Show whether everything is stopped")
    Mono<Stopped> stopped() {
        return stopSwitch.stopped().map(stop -> new Stopped(true, stop)).defaultIfEmpty(new Stopped(false, null));
    }

    @PutMapping("/api/v1/stop")
    @Requires(Permission.FREEZE)
    @Operation(
            summary = "Stop everything",
            description = "Holds every start in every project; with pauses, running jobs too, before their next step"
                    + " that changes something.")
    Mono<Stopped> stop(@RequestBody StopRequest request, Actor actor) {
        return stopSwitch.stop(request.pauses(), request.reason(), actor).map(stop -> new Stopped(true, stop));
    }

    @DeleteMapping("/api/v1/stop")
    @Requires(Permission.FREEZE)
    @Operation(summary = "Let everything go on")
    Mono<ResponseEntity<Void>> resume(Actor actor) {
        return stopSwitch.resume(actor).thenReturn(ResponseEntity.noContent().build());
    }

    @GetMapping("/api/v1/projects/{project}/locks")
    @Requires(Permission.VIEW)
    @Operation(summary = "List locks of people")
    Flux<Lock> locks(@PathVariable String project) {
        return locks.of(project);
    }

    @PostMapping("/api/v1/projects/{project}/locks")
    @Requires(value = Permission.DEPLOY, within = true)
    @Operation(
            summary = "Lock a placement or environment",
            description = "Only jobs of the owner pass. Without lasts it stays until somebody opens it.")
    Mono<ResponseEntity<Lock>> lock(
            @PathVariable String project, @RequestBody LockRequest request, Actor actor, Access access) {
        var asked = new Locks.Request(
                project,
                request.environment(),
                request.service(),
                request.reason(),
                HoldPages.duration(request.lasts()));
        access.require(Permission.DEPLOY, asked.place());
        return locks.lock(asked, actor).map(lock -> ResponseEntity.status(201).body(lock));
    }

    @DeleteMapping("/api/v1/projects/{project}/locks/{id}")
    @Requires(Permission.DEPLOY)
    @Operation(summary = "Open a lock", description = "Also another person's; the record says who did.")
    Mono<ResponseEntity<Void>> open(@PathVariable String project, @PathVariable long id, Actor actor) {
        return locks.open(project, id, actor)
                .thenReturn(ResponseEntity.noContent().build());
    }

    @PostMapping("/api/v1/projects/{project}/jobs/{number}/freeze-override")
    @Requires(Permission.OVERRIDE)
    @Operation(summary = "Let a job pass the freezes that hold it", description = "The reason is shown and audited.")
    Mono<ResponseEntity<Void>> override(
            @PathVariable String project, @PathVariable long number, @RequestBody Why why, Actor actor) {
        return overrides
                .override(project, number, why.reason(), actor)
                .thenReturn(ResponseEntity.noContent().build());
    }

    /** @param stop who did, and why; left out while nothing is stopped */
    record Stopped(boolean stopped, @Nullable Stop stop) {}

    /** Why, and whether running jobs are held too. */
    record StopRequest(
            @Schema(example = "Payments answer wrongly") @Nullable
            String reason,

            boolean pauses) {}

    /** Why a freeze is overridden. */
    record Why(
            @Schema(example = "Fixes the outage") @Nullable String reason) {}

    /** A lock as it is asked for. */
    record LockRequest(
            @Schema(example = "staging") @Nullable String environment,
            @Schema(example = "web") @Nullable String service,
            @Schema(example = "4h") @Nullable String lasts,
            @Schema(example = "Load test") @Nullable String reason) {}
}
