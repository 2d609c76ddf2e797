package dev.slipway.freeze.web;

import dev.slipway.audit.Actor;
import dev.slipway.freeze.Freeze;
import dev.slipway.freeze.FreezeRequest;
import dev.slipway.freeze.Freezes;
import dev.slipway.freeze.Span;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Freezes: list, preview, make, remove. */
@RestController
@RequestMapping("/api/v1/freezes")
@Tag(name = "Freezes")
class FreezeApi {

    private static final String EXAMPLE = """
        {
          "title": "Weekend",
          "kind": "deny",
          "project": "shop",
          "environment": "prod",
          "from": "2026-11-27T16:00",
          "until": "2026-11-30T08:00",
          "zone": "Europe/Berlin",
          "rule": "FREQ=WEEKLY;BYDAY=FR",
          "reason": "Nobody is there to look after it"
        }
        """;

    private static final int PREVIEWED = 20;

    private final Freezes freezes;

    FreezeApi(Freezes freezes) {
        this.freezes = freezes;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    @Operation(summary = "List freezes", description = "Those of all projects, and of one project if it is named.")
    Flux<Answer> list(
            @RequestParam(required = false) @Parameter(example = "shop") @Nullable String project, Access access) {
        var seen = access.projects();
        return freezes.of(project)
                .filter(freeze -> freeze.scope().project() == null
                        || seen.include(freeze.scope().project()))
                .map(Answer::of);
    }

    @PostMapping
    @Requires(value = Permission.FREEZE, within = true)
    @Operation(
            summary = "Make a freeze",
            description = "kind deny holds what would pass in it, kind allow what would pass outside of it. from and"
                    + " until are wall clock times in the zone, of the first occurrence; rule is a recurrence rule of"
                    + " RFC 5545. Leave out project, environment or service for all of them.")
    Mono<ResponseEntity<Answer>> make(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(examples = @ExampleObject(EXAMPLE)))
                    @RequestBody
                    FreezeRequest request,
            Actor actor,
            Access access) {
        access.require(Permission.FREEZE, request.place());
        return freezes.make(request, actor)
                .map(freeze -> ResponseEntity.created(URI.create("/api/v1/freezes/" + freeze.id()))
                        .body(Answer.of(freeze)));
    }

    @PostMapping("/preview")
    @Requires(Permission.VIEW)
    @Operation(summary = "Show the next occurrences of a freeze", description = "Takes the same body, changes nothing.")
    Mono<List<Span>> preview(
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(examples = @ExampleObject(EXAMPLE)))
                    @RequestBody
                    FreezeRequest request,
            Access access) {
        access.require(Permission.VIEW, request.place());
        return freezes.preview(request, PREVIEWED);
    }

    @DeleteMapping("/{id}")
    @Requires(Permission.FREEZE)
    @Operation(summary = "Remove a freeze")
    Mono<ResponseEntity<Void>> remove(
            @PathVariable long id,
            @RequestParam(required = false) @Parameter(example = "Not needed any more") @Nullable String reason,
            Actor actor) {
        return freezes.remove(id, reason, actor)
                .map(_ -> ResponseEntity.noContent().build());
    }

    /** A freeze as the API shows it. */
    record Answer(
            long id,
            String title,
            String kind,
            @Nullable String project,
            @Nullable String environment,
            @Nullable String service,
            String from,
            String until,
            String zone,
            @Nullable String rule,
            String reason,
            String by) {

        static Answer of(Freeze freeze) {
            var scope = freeze.scope();
            var window = freeze.window();
            return new Answer(
                    freeze.id(),
                    freeze.title(),
                    freeze.kind() == Freeze.Kind.DENY ? "deny" : "allow",
                    scope.project(),
                    scope.environment(),
                    scope.service(),
                    window.from().toString(),
                    window.until().toString(),
                    window.zone().getId(),
                    window.rule(),
                    freeze.reason(),
                    freeze.by());
        }
    }
}
