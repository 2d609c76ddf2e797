package dev.slipway.catalog.web;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.Definitions;
import dev.slipway.catalog.InvalidDefinition;
import dev.slipway.catalog.definition.Names;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.Conflict;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.StaleWrite;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;
import tools.jackson.databind.node.JsonNodeFactory;

/** Lists, creates and removes projects. */
@Controller
class ProjectPages {

    private final Catalog catalog;
    private final Definitions definitions;

    ProjectPages(Catalog catalog, Definitions definitions) {
        this.catalog = catalog;
        this.definitions = definitions;
    }

    @GetMapping("/projects")
    @Requires(Permission.VIEW)
    Mono<Rendering> list(Access access) {
        var seen = access.projects();
        return catalog.projects()
                .filter(project -> seen.include(project.key()))
                .collectList()
                .map(projects -> Rendering.view("catalog/projects")
                        .modelAttribute("projects", projects)
                        .build());
    }

    @GetMapping("/projects/new")
    @Requires(Permission.EDIT)
    Rendering form() {
        return form(new NewProject("", ""), List.of(), HttpStatus.OK);
    }

    @PostMapping("/projects")
    @Requires(Permission.EDIT)
    Mono<Rendering> create(@ModelAttribute NewProject project, Actor actor) {
        var key = project.key() == null ? "" : project.key().strip();
        if (!Names.isKey(key)) {
            var problem = new FieldProblem("key", "A project's key " + Names.RULE, "Write it as in web-shop");
            return Mono.just(form(project, List.of(problem), HttpStatus.UNPROCESSABLE_CONTENT));
        }
        return definitions
                .save(DefinitionEdit.ofNew(key, project.definition(key)), actor)
                .map(change -> Rendering.redirectTo("/projects/" + key + "/definition?saved=1")
                        .build())
                .onErrorResume(
                        StaleWrite.class,
                        e -> Mono.just(form(
                                project,
                                List.of(new FieldProblem(
                                        "key", "There is a project " + key + " already", "Choose another key")),
                                HttpStatus.CONFLICT)))
                .onErrorResume(
                        InvalidDefinition.class,
                        e -> Mono.just(form(project, e.problems(), HttpStatus.UNPROCESSABLE_CONTENT)));
    }

    private static Rendering form(NewProject project, List<FieldProblem> problems, HttpStatus status) {
        return Rendering.view("catalog/project-new")
                .modelAttribute("form", project)
                .modelAttribute("problems", problems)
                .status(status)
                .build();
    }

    @GetMapping("/projects/{project}/delete")
    @Requires(Permission.EDIT)
    Mono<Rendering> confirm(@PathVariable String project) {
        return confirm(project, "", List.of(), HttpStatus.OK);
    }

    @PostMapping("/projects/{project}/delete")
    @Requires(Permission.EDIT)
    Mono<Rendering> delete(@PathVariable String project, @ModelAttribute Confirmation confirmation, Actor actor) {
        var typed = confirmation.confirm() == null ? "" : confirmation.confirm().strip();
        if (!typed.equals(project)) {
            var problem = new FieldProblem("confirm", "It must be the key of the project", "Type " + project);
            return confirm(project, typed, List.of(problem), HttpStatus.UNPROCESSABLE_CONTENT);
        }
        return definitions
                .delete(project, actor)
                .then(Mono.fromCallable(() -> Rendering.redirectTo("/projects").build()))
                .onErrorResume(
                        Conflict.class,
                        e -> confirm(
                                project,
                                typed,
                                List.of(new FieldProblem(
                                        "confirm", String.valueOf(e.getMessage()), "Let the jobs end, or cancel them")),
                                HttpStatus.CONFLICT));
    }

    private Mono<Rendering> confirm(String project, String typed, List<FieldProblem> problems, HttpStatus status) {
        return catalog.project(project)
                .switchIfEmpty(Mono.error(() -> DefinitionApi.missing(project)))
                .map(found -> Rendering.view("catalog/project-delete")
                        .modelAttribute("found", found)
                        .modelAttribute("typed", typed)
                        .modelAttribute("problems", problems)
                        .status(status)
                        .build());
    }

    /** What the form for a new project sends. */
    record NewProject(@Nullable String key, @Nullable String title) {

        String definition(String key) {
            var definition = JsonNodeFactory.instance.objectNode().put("project", key);
            if (title != null && !title.isBlank()) {
                definition.put("title", title.strip());
            }
            return definition.toString();
        }
    }

    /** What the form to remove a project sends. */
    record Confirmation(@Nullable String confirm) {}
}
