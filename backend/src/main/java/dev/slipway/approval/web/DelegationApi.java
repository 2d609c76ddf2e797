package dev.slipway.approval.web;

import dev.slipway.approval.Delegation;
import dev.slipway.approval.Delegations;
import dev.slipway.audit.Actor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** JSON API of who decides in whose place. */
@RestController
@Tag(name = "Approvals")
class DelegationApi {

    private final Delegations delegations;

    DelegationApi(Delegations delegations) {
        this.delegations = delegations;
    }

    /** Who decides in your place, and until when. */
    record Away(
            @Schema(example = "bob") @Nullable String to,

            @Schema(description = "Within 60 days", example = "2026-12-24T00:00:00Z") @Nullable
            Instant until,

            @Schema(example = "On leave") @Nullable String note) {}

    @GetMapping("/api/v1/delegations")
    @Requires(Permission.VIEW)
    @Operation(summary = "List who decides in whose place now")
    Flux<Delegation> list() {
        return delegations.all();
    }

    @PostMapping("/api/v1/delegations")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(value = Permission.APPROVE, within = true)
    @Operation(
            summary = "Let somebody decide in your place while you are away",
            description = "They speak in your right, but never count twice, and never for what you asked for yourself.")
    Mono<Delegation> give(@RequestBody Away away, Actor actor) {
        return delegations.give(
                actor,
                Objects.requireNonNullElse(away.to(), ""),
                Objects.requireNonNullElse(away.until(), Instant.EPOCH),
                Objects.requireNonNullElse(away.note(), ""));
    }

    @DeleteMapping("/api/v1/delegations/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(value = Permission.APPROVE, within = true)
    @Operation(summary = "End a delegation you have given")
    Mono<Void> end(@PathVariable long id, Actor actor) {
        return delegations.end(actor, id);
    }
}
