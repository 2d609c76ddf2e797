package dev.slipway.catalog.web;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionChange;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.Definitions;
import dev.slipway.catalog.InvalidDefinition;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.StaleWrite;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The page with the definition as text, where it is edited, checked and compared before it is saved. */
@Controller
class DefinitionPage {

    private final Definitions definitions;

    DefinitionPage(Definitions definitions) {
        this.definitions = definitions;
    }

    /**
     * @param saved number of the version that was just saved, or 0
     * @param from number of an earlier version to begin with
     */
    @GetMapping("/projects/{project}/definition")
    @Requires(Permission.VIEW)
    Mono<Rendering> show(
            @PathVariable String project,
            @RequestParam(defaultValue = "0") long saved,
            @RequestParam(required = false) @Nullable Long from,
            Access access) {
        return current(project).flatMap(now -> {
            var page = page(now, access).modelAttribute("saved", saved);
            return from == null
                    ? Mono.just(page.build())
                    : definitions
                            .version(project, from)
                            .map(old -> page.modelAttribute(
                                            "yaml", Shown.to(access, old).yaml())
                                    .modelAttribute("comment", "Back to version " + from)
                                    .modelAttribute("restored", from)
                                    .build())
                            .switchIfEmpty(Mono.fromCallable(page::build));
        });
    }

    @PostMapping("/projects/{project}/definition")
    @Requires(Permission.EDIT)
    Mono<Rendering> edit(@PathVariable String project, @ModelAttribute Edit edit, Access access, Actor actor) {
        return edit.isPreview() ? preview(project, edit, access) : save(project, edit, access, actor);
    }

    /** The problems of what is being typed, for the panel beside it. */
    @PostMapping("/projects/{project}/definition/check")
    @Requires(Permission.EDIT)
    Mono<Rendering> check(@PathVariable String project, @ModelAttribute Edit edit) {
        return definitions
                .preview(project, edit.text())
                .map(change -> problems(new Problems(List.of(), change.kind())))
                .onErrorResume(InvalidDefinition.class, e -> Mono.just(problems(new Problems(e.located(), null))));
    }

    private static Rendering problems(Problems found) {
        return Rendering.view("catalog/problems :: problems")
                .modelAttribute("found", found)
                .build();
    }

    private Mono<Rendering> preview(String project, Edit edit, Access access) {
        return definitions
                .preview(project, edit.text())
                .flatMap(change -> typed(project, edit, access)
                        .map(page -> page.modelAttribute("lines", Shown.lines(access, change.before(), change.after()))
                                .modelAttribute("found", new Problems(List.of(), change.kind()))
                                .build()))
                .onErrorResume(InvalidDefinition.class, e -> invalid(project, edit, access, e));
    }

    private Mono<Rendering> save(String project, Edit edit, Access access, Actor actor) {
        return definitions
                .save(edit.of(project), actor)
                .map(change -> Rendering.redirectTo("/projects/" + project + "/definition?saved="
                                + change.after().version())
                        .build())
                .onErrorResume(InvalidDefinition.class, e -> invalid(project, edit, access, e))
                .onErrorResume(StaleWrite.class, e -> stale(project, edit, access));
    }

    private Mono<Rendering> invalid(String project, Edit edit, Access access, InvalidDefinition invalid) {
        return typed(project, edit, access)
                .map(page -> page.modelAttribute("found", new Problems(invalid.located(), null))
                        .status(HttpStatus.UNPROCESSABLE_CONTENT)
                        .build());
    }

    /** Shows what the other changed, and keeps what was typed; saving over the other's change takes another click. */
    private Mono<Rendering> stale(String project, Edit edit, Access access) {
        return current(project)
                .flatMap(now -> definitions
                        .version(project, edit.baseVersion())
                        .map(base -> Shown.lines(access, base, now))
                        .defaultIfEmpty(List.of())
                        .flatMap(theirs -> typed(project, edit, access)
                                .map(page -> page.modelAttribute("theirs", theirs)
                                        .modelAttribute("newBase", now.tag())
                                        .status(HttpStatus.PRECONDITION_FAILED)
                                        .build())));
    }

    private Mono<Rendering.Builder<?>> typed(String project, Edit edit, Access access) {
        return current(project)
                .map(now -> page(now, access)
                        .modelAttribute("yaml", edit.text())
                        .modelAttribute("base", edit.baseOr(""))
                        .modelAttribute("comment", edit.commentOr("")));
    }

    private Mono<DefinitionVersion> current(String project) {
        return definitions.current(project).switchIfEmpty(Mono.error(() -> DefinitionApi.missing(project)));
    }

    private static Rendering.Builder<?> page(DefinitionVersion now, Access access) {
        return Rendering.view("catalog/definition")
                .modelAttribute("now", now)
                .modelAttribute("yaml", Shown.to(access, now).yaml())
                .modelAttribute("base", now.tag())
                .modelAttribute("comment", "");
    }

    /**
     * What the editor sends.
     *
     * @param base tag of the version it began with
     * @param over tag of the version to save over, once the other's change was seen
     * @param action save or preview
     */
    record Edit(
            @Nullable String yaml,
            @Nullable String base,
            @Nullable String over,
            @Nullable String comment,
            @Nullable String action) {

        DefinitionEdit of(String project) {
            var why = commentOr("").strip();
            return new DefinitionEdit(project, text(), over == null ? baseOr("") : over, why.isEmpty() ? null : why);
        }

        String text() {
            return yaml == null ? "" : yaml.replace("\r\n", "\n");
        }

        boolean isPreview() {
            return "preview".equals(action);
        }

        String baseOr(String otherwise) {
            return base == null ? otherwise : base;
        }

        String commentOr(String otherwise) {
            return comment == null ? otherwise : comment;
        }

        /** 0 if the base is not a tag of ours. */
        long baseVersion() {
            var number = baseOr("").replaceFirst("-.*", "");
            return number.matches("[0-9]{1,18}") ? Long.parseLong(number) : 0;
        }
    }

    /** What a check found. */
    record Problems(List<dev.slipway.catalog.LocatedProblem> problems, DefinitionChange.@Nullable Kind kind) {}
}
