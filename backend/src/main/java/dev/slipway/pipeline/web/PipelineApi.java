package dev.slipway.pipeline.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.pipeline.Pipelines;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The pipelines a project can run. They are changed with the project's definition. */
@RestController
@Tag(name = "Pipelines")
class PipelineApi {

    private final Catalog catalog;
    private final Pipelines pipelines;

    PipelineApi(Catalog catalog, Pipelines pipelines) {
        this.catalog = catalog;
        this.pipelines = pipelines;
    }

    @GetMapping("/api/v1/projects/{project}/pipelines")
    @Requires(Permission.VIEW)
    @Operation(summary = "List pipelines", description = "The project's own, and the templates it has not replaced.")
    Flux<PipelineAnswer> list(@PathVariable String project, Access access) {
        return catalog.project(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project)))
                .thenMany(pipelines.all(project))
                .map(pipeline -> PipelineAnswer.of(access, pipeline));
    }

    @GetMapping("/api/v1/projects/{project}/pipelines/{key}")
    @Requires(Permission.VIEW)
    @Operation(summary = "Show a pipeline", description = "The newest version with its steps and what each waits for.")
    Mono<PipelineAnswer> show(@PathVariable String project, @PathVariable String key, Access access) {
        return catalog.project(project)
                .flatMap(_ -> pipelines.find(project, key))
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no pipeline " + key + " in project " + project)))
                .map(pipeline -> PipelineAnswer.of(access, pipeline));
    }
}
