package dev.slipway.catalog.web;

import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.Definitions;
import dev.slipway.catalog.definition.TextDiff;
import dev.slipway.catalog.definition.ValueChange;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.ObjectNode;

/** The versions of a project's definition. */
@RestController
@Tag(name = "Definition")
class HistoryApi {

    private static final int MOST = 200;

    private final Definitions definitions;

    HistoryApi(Definitions definitions) {
        this.definitions = definitions;
    }

    @GetMapping("/api/v1/projects/{project}/definition/versions")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "List versions",
            description = "Newest first; the next page begins before the last version shown.")
    Flux<Entry> list(
            @PathVariable String project,
            @RequestParam(defaultValue = "9223372036854775807") long before,
            @RequestParam(defaultValue = "50") int limit) {
        return definitions.history(project, before, Math.clamp(limit, 1, MOST)).map(Entry::of);
    }

    @GetMapping("/api/v1/projects/{project}/definition/versions/{version}")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Show a version",
            description = "With what it changed against the version before it, or against the one asked for.")
    Mono<Detail> show(
            @PathVariable String project,
            @PathVariable long version,
            @RequestParam(required = false) @Nullable Long against,
            Access access) {
        return definitions
                .version(project, version)
                .switchIfEmpty(Mono.error(
                        () -> new NotFound("There is no version %d of project %s".formatted(version, project))))
                .flatMap(after -> definitions
                        .version(project, against == null ? version - 1 : against)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(before -> Detail.of(access, before.orElse(null), after)));
    }

    /** One version in the list. */
    record Entry(
            long version, Instant at, String by, @Nullable String comment) {

        static Entry of(DefinitionVersion version) {
            return new Entry(version.version(), version.at(), version.by().name(), version.comment());
        }
    }

    /** One version with its content and what it changed. */
    record Detail(Entry entry, String yaml, ObjectNode definition, String diff, List<ValueChange> changes) {

        static Detail of(Access access, @Nullable DefinitionVersion before, DefinitionVersion after) {
            var shown = Shown.to(access, after);
            return new Detail(
                    Entry.of(after),
                    shown.yaml(),
                    shown.definition(),
                    TextDiff.unified(Shown.lines(access, before, after)),
                    Shown.changes(access, before, after));
        }
    }
}
