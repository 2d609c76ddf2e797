package dev.slipway.pipeline.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Project;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.pipeline.PipelineHistory;
import dev.slipway.pipeline.Pipelines;
import dev.slipway.web.NotFound;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import reactor.core.publisher.Mono;

/** What a project can run: its pipelines, and each with its graph, settings and versions. */
@Controller
@RequestMapping("/projects/{project}/pipelines")
class PipelinePages {

    private final Catalog catalog;
    private final Pipelines pipelines;
    private final PipelineHistory history;
    private final PipelineViews views;

    PipelinePages(Catalog catalog, Pipelines pipelines, PipelineHistory history, PipelineViews views) {
        this.catalog = catalog;
        this.pipelines = pipelines;
        this.history = history;
        this.views = views;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<String> list(@PathVariable String project, Access access, Model model) {
        return known(project).zipWith(pipelines.all(project).collectList()).map(found -> {
            model.addAttribute("defined", found.getT1());
            model.addAttribute(
                    "all",
                    found.getT2().stream()
                            .map(pipeline -> PipelineAnswer.of(access, pipeline))
                            .toList());
            return "pipeline/list";
        });
    }

    @GetMapping("/{key}")
    @Requires(Permission.VIEW)
    Mono<String> page(@PathVariable String project, @PathVariable String key, Access access, Model model) {
        var missing = Mono.<dev.slipway.pipeline.Pipeline>error(
                () -> new NotFound("There is no pipeline " + key + " in project " + project + "."));
        return Mono.zip(
                        known(project),
                        pipelines.find(project, key).switchIfEmpty(missing),
                        history.of(project, key).collectList())
                .map(found -> {
                    model.addAttribute("defined", found.getT1());
                    model.addAttribute("pipeline", views.of(access, found.getT2()));
                    model.addAttribute("versions", views.versions(access, key, found.getT3()));
                    return "pipeline/page";
                });
    }

    private Mono<Project> known(String project) {
        return catalog.project(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project + ".")));
    }
}
