package dev.slipway.approval.web;

import dev.slipway.approval.Approvals;
import dev.slipway.approval.Decisions;
import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** JSON API of approvals. */
@RestController
@Tag(name = "Approvals", description = "What waits for people, what it would do, and what they decided")
class ApprovalApi {

    private final Approvals approvals;
    private final Decisions decisions;

    ApprovalApi(Approvals approvals, Decisions decisions) {
        this.approvals = approvals;
        this.decisions = decisions;
    }

    @GetMapping("/api/v1/approvals")
    @Requires(Permission.VIEW)
    @Operation(summary = "List what waits for approval, the oldest first")
    Flux<ApprovalAnswer> list(
            @Parameter(description = "Only what waits for you") @RequestParam(defaultValue = "false") boolean yours,
            Actor actor,
            Access access) {
        var known = access.projects();
        return approvals
                .undecided(actor)
                .filter(seen -> known.include(seen.approval().subject().project()) && (!yours || seen.yours()))
                .map(seen -> ApprovalAnswer.of(seen.approval()));
    }

    @GetMapping("/api/v1/approvals/{id}")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Show one round of approval",
            description =
                    "`effect` is what will happen, in its one form: JSON without spaces, keys sorted. `hash` is the"
                        + " SHA-256 of its UTF-8 bytes, and what every decision signs. `changes` says why a round is"
                        + " void.")
    Mono<ApprovalAnswer> show(@PathVariable long id, Actor actor) {
        return approvals
                .find(id, actor)
                .map(seen -> ApprovalAnswer.of(seen.approval()))
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no approval " + id + ".")));
    }

    @GetMapping("/api/v1/jobs/{id}/approvals")
    @Requires(Permission.VIEW)
    @Operation(summary = "List all rounds of approval of a job, the first first")
    Flux<ApprovalAnswer> ofJob(@PathVariable long id) {
        return approvals.rounds(id).map(ApprovalAnswer::of);
    }

    @PostMapping("/api/v1/approvals/{id}/decision")
    @Requires(Permission.APPROVE)
    @Operation(
            summary = "Approve, request changes or reject",
            description = "The hash must be that of what would happen, or the answer is 409: what you looked at is not"
                    + " what would run. Who asked is refused with 403.")
    Mono<ApprovalAnswer> decide(@PathVariable long id, @RequestBody DecisionForm form, Actor actor) {
        return Mono.defer(() -> decisions.decide(id, form.given(), actor)).map(ApprovalAnswer::of);
    }

    @PostMapping("/api/v1/approvals/{id}/claim")
    @Requires(Permission.APPROVE)
    @Operation(summary = "Say that you look at it", description = "Binds nobody; claims=false takes it back.")
    Mono<ApprovalAnswer> claim(
            @PathVariable long id, @RequestParam(defaultValue = "true") boolean claims, Actor actor) {
        return decisions.claim(id, claims, actor).map(ApprovalAnswer::of);
    }
}
