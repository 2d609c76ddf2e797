package dev.slipway.approval.web;

import dev.slipway.approval.BreakGlass;
import dev.slipway.approval.BrokenGlass;
import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** JSON API of break-glass and its reviews. */
@RestController
@Tag(name = "Break-glass", description = "Jobs that passed gates that were not open, and who reviewed it")
class GlassApi {

    private final BreakGlass glass;

    GlassApi(BreakGlass glass) {
        this.glass = glass;
    }

    /** Which gates to pass, and why. */
    @Schema(name = "GlassToBreak")
    record Breaking(
            @Schema(description = "Names of gates that hold the job", example = "[\"approval\"]") @Nullable
            Set<String> gates,

            @Schema(description = "At least 10 characters", example = "Orders are lost; the fix cannot wait") @Nullable
            String reason) {}

    /** What the reviewer found. */
    record Review(
            @Schema(example = "Justified: orders were lost") @Nullable
            String note) {}

    @PostMapping("/api/v1/jobs/{id}/break-glass")
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Permission.BREAK_GLASS)
    @Operation(
            summary = "Let a job pass gates that are not open",
            description = "Only the named gates. Every page tells of it until somebody else has reviewed it.")
    Mono<BrokenGlass> breakIt(@PathVariable long id, @RequestBody Breaking how, Actor actor) {
        return glass.past(
                id,
                Objects.requireNonNullElse(how.gates(), Set.of()),
                Objects.requireNonNullElse(how.reason(), ""),
                actor);
    }

    @GetMapping("/api/v1/reviews")
    @Requires(Permission.VIEW)
    @Operation(summary = "List open reviews, the most urgent first")
    Flux<BrokenGlass> open(Access access) {
        var seen = access.projects();
        return glass.open().filter(one -> seen.include(one.subject().project()));
    }

    @PostMapping("/api/v1/reviews/{id}/close")
    @Requires(Permission.APPROVE)
    @Operation(summary = "Close a review", description = "Who broke the glass is refused with 403.")
    Mono<BrokenGlass> close(@PathVariable long id, @RequestBody Review review, Actor actor) {
        return glass.review(id, Objects.requireNonNullElse(review.note(), ""), actor);
    }
}
