package dev.slipway.catalog.web;

import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.Definitions;
import dev.slipway.catalog.definition.TextDiff;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.NotFound;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** Who changed a project's definition when, and how. */
@Controller
class HistoryPages {

    private static final int PAGE = 25;

    private final Definitions definitions;

    HistoryPages(Definitions definitions) {
        this.definitions = definitions;
    }

    @GetMapping("/projects/{project}/history")
    @Requires(Permission.VIEW)
    Mono<Rendering> list(
            @PathVariable String project, @RequestParam(required = false) @Nullable Long before, Access access) {
        return definitions
                .history(project, before == null ? Long.MAX_VALUE : before, PAGE + 1)
                .collectList()
                .filter(versions -> !versions.isEmpty())
                .switchIfEmpty(Mono.error(() -> DefinitionApi.missing(project)))
                .map(versions -> list(project, before, entries(access, versions)));
    }

    private static Rendering list(String project, @Nullable Long before, List<Entry> entries) {
        var more = entries.size() > PAGE;
        var shown = more ? entries.subList(0, PAGE) : entries;
        return Rendering.view("catalog/history")
                .modelAttribute("key", project)
                .modelAttribute("entries", shown)
                .modelAttribute("next", more ? shown.getLast().version().version() : 0)
                .modelAttribute("first", before == null)
                .build();
    }

    /** The version before is the next one in the list, so that the last needs it as well. */
    private static List<Entry> entries(Access access, List<DefinitionVersion> versions) {
        var entries = new ArrayList<Entry>();
        for (var i = 0; i < versions.size(); i++) {
            var before = i + 1 < versions.size() ? versions.get(i + 1) : null;
            entries.add(Entry.of(access, before, versions.get(i)));
        }
        return entries;
    }

    @GetMapping("/projects/{project}/history/{version}")
    @Requires(Permission.VIEW)
    Mono<Rendering> show(@PathVariable String project, @PathVariable long version, Access access) {
        return definitions
                .version(project, version)
                .switchIfEmpty(Mono.error(
                        () -> new NotFound("There is no version %d of project %s".formatted(version, project))))
                .flatMap(after -> definitions
                        .version(project, version - 1)
                        .map(Optional::of)
                        .defaultIfEmpty(Optional.empty())
                        .map(before -> Rendering.view("catalog/version")
                                .modelAttribute("key", project)
                                .modelAttribute("entry", Entry.of(access, before.orElse(null), after))
                                .modelAttribute("yaml", Shown.to(access, after).yaml())
                                .build()));
    }

    /** A version with what it changed. */
    record Entry(DefinitionVersion version, List<TextDiff.Line> lines, List<ChangedValue> changes) {

        static Entry of(Access access, @Nullable DefinitionVersion before, DefinitionVersion after) {
            return new Entry(
                    after,
                    Shown.lines(access, before, after),
                    Shown.changes(access, before, after).stream()
                            .map(ChangedValue::of)
                            .toList());
        }

        /** Lines that came and went. */
        public long added() {
            return lines.stream().filter(line -> line.kind().equals("add")).count();
        }

        public long removed() {
            return lines.stream().filter(line -> line.kind().equals("del")).count();
        }
    }
}
