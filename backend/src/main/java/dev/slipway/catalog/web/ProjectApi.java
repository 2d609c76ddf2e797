package dev.slipway.catalog.web;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Definitions;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.catalog.Service;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Projects with their environments, services and placements. */
@RestController
@Tag(name = "Projects")
class ProjectApi {

    private final Catalog catalog;
    private final Definitions definitions;

    ProjectApi(Catalog catalog, Definitions definitions) {
        this.catalog = catalog;
        this.definitions = definitions;
    }

    @GetMapping("/api/v1/projects")
    @Requires(Permission.VIEW)
    @Operation(summary = "List projects")
    Flux<Project> list(Access access) {
        var seen = access.projects();
        return catalog.projects().filter(project -> seen.include(project.key()));
    }

    @GetMapping("/api/v1/projects/{project}")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Show a project",
            description = "Environments in the order of promotion, services, placements.")
    Mono<Detail> show(@PathVariable String project) {
        return catalog.project(project)
                .switchIfEmpty(Mono.error(() -> DefinitionApi.missing(project)))
                .flatMap(found -> catalog.placements(project)
                        .map(PlacementAnswer::of)
                        .collectList()
                        .map(placements -> Detail.of(found, placements)));
    }

    @DeleteMapping("/api/v1/projects/{project}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.EDIT)
    @Operation(
            summary = "Remove a project",
            description = "With its history and releases. confirm must repeat its key. 409 while a job of it runs.")
    Mono<Void> delete(@PathVariable String project, @RequestParam(defaultValue = "") String confirm, Actor actor) {
        if (!confirm.equals(project)) {
            return Mono.error(new InvalidInput(
                    "A project is removed only when asked twice",
                    new FieldProblem("confirm", "It must be the key of the project", "Send confirm=" + project)));
        }
        return catalog.project(project)
                .switchIfEmpty(Mono.error(() -> DefinitionApi.missing(project)))
                .then(definitions.delete(project, actor));
    }

    /** A project with its placements. */
    record Detail(
            String key,
            String title,
            long version,
            List<Environment> environments,
            List<Service> services,
            List<PlacementAnswer> placements) {

        static Detail of(Project project, List<PlacementAnswer> placements) {
            return new Detail(
                    project.key(),
                    project.title(),
                    project.version(),
                    project.environments(),
                    project.services(),
                    placements);
        }
    }

    /** Where a service is placed. */
    record PlacementAnswer(String service, String environment, String target) {

        static PlacementAnswer of(Placement placement) {
            return new PlacementAnswer(
                    placement.key().service(),
                    placement.key().environment(),
                    placement.target().value());
        }
    }
}
