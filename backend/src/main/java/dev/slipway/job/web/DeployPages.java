package dev.slipway.job.web;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Project;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.JobControl;
import dev.slipway.pipeline.Pipelines;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.NotFound;
import dev.slipway.web.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** The deploy dialog: choose, see what would change, deploy. */
@Controller
@RequestMapping("/projects/{project}/deploy")
class DeployPages {

    private static final int RELEASES = 30;

    private final Catalog catalog;
    private final Pipelines pipelines;
    private final Releases releases;
    private final JobControl control;

    DeployPages(Catalog catalog, Pipelines pipelines, Releases releases, JobControl control) {
        this.catalog = catalog;
        this.pipelines = pipelines;
        this.releases = releases;
        this.control = control;
    }

    @GetMapping
    @Requires(value = Permission.DEPLOY, within = true)
    Mono<String> dialog(@PathVariable String project, HtmxRequest htmx, ServerWebExchange exchange, Model model) {
        var choice = DeployChoice.of(exchange.getRequest().getQueryParams());
        return catalog.project(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project + ".")))
                .flatMap(found ->
                        Mono.zip(Mono.just(found), pipelines.all(project).collectList(), releases(found)))
                .map(all -> {
                    model.addAttribute(
                            "dialog",
                            DeployDialog.of(
                                    all.getT1(),
                                    all.getT2(),
                                    all.getT3(),
                                    choice,
                                    UUID.randomUUID().toString()));
                    return htmx.choose("job/deploy :: dialog", "job/deploy-page");
                });
    }

    @GetMapping("/preview")
    @Requires(value = Permission.DEPLOY, within = true)
    Mono<String> preview(
            @PathVariable String project, Access access, Actor actor, ServerWebExchange exchange, Model model) {
        var choice = DeployChoice.of(exchange.getRequest().getQueryParams());
        return Mono.fromSupplier(() -> choice.request(project, actor))
                .doOnNext(order -> access.require(Permission.DEPLOY, order.places()))
                .flatMap(control::preview)
                .map(preview -> DeployPreview.of(preview, choice.whenSame()))
                .onErrorResume(ProblemException.class, problem -> Mono.just(DeployPreview.refused(problem)))
                .map(preview -> {
                    model.addAttribute("preview", preview);
                    model.addAttribute("project", project);
                    model.addAttribute("environment", choice.environment());
                    return "job/preview :: preview";
                });
    }

    @PostMapping
    @Requires(value = Permission.DEPLOY, within = true)
    Mono<ResponseEntity<Void>> deploy(
            @PathVariable String project, Access access, Actor actor, HtmxRequest htmx, ServerWebExchange exchange) {
        return exchange.getFormData()
                .map(fields -> DeployChoice.of(fields).request(project, actor))
                .doOnNext(order -> access.require(Permission.DEPLOY, order.places()))
                .flatMap(control::start)
                .map(job -> Redirect.to("/projects/" + project + "/jobs/" + job.number(), htmx));
    }

    private Mono<Map<String, List<Release>>> releases(Project project) {
        return Flux.fromIterable(project.services())
                .flatMapSequential(service -> releases.newest(project.key(), service.key(), RELEASES)
                        .collectList()
                        .map(found -> Map.entry(service.key(), found)))
                .collectMap(Map.Entry::getKey, Map.Entry::getValue);
    }
}
