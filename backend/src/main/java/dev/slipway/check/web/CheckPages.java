package dev.slipway.check.web;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.Catalog;
import dev.slipway.check.CheckRuns;
import dev.slipway.check.Checking;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.JobRequest.ServiceVersion;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.NotFound;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The checks of an environment, and what one run found against another. */
@Controller
@RequestMapping("/projects/{project}")
class CheckPages {

    private static final int SHOWN = 30;

    private final CheckRuns runs;
    private final Checking checking;
    private final Catalog catalog;

    CheckPages(CheckRuns runs, Checking checking, Catalog catalog) {
        this.runs = runs;
        this.checking = checking;
        this.catalog = catalog;
    }

    @GetMapping("/environments/{environment}/checks")
    @Requires(Permission.VIEW)
    Mono<Rendering> environment(
            @PathVariable String project,
            @PathVariable String environment,
            @RequestParam(required = false) @Nullable String service) {
        var defined = catalog.project(project).flatMap(found -> Mono.justOrEmpty(found.environment(environment)));
        return defined.switchIfEmpty(Mono.error(
                        () -> new NotFound("There is no environment %s in project %s".formatted(environment, project))))
                .zipWith(runs.of(project, environment, blank(service), SHOWN))
                .map(both -> Rendering.view("check/environment")
                        .modelAttribute("project", project)
                        .modelAttribute("environment", both.getT1())
                        .modelAttribute("service", service == null ? "" : service)
                        .modelAttribute(
                                "runs", both.getT2().stream().map(RunRow::of).toList())
                        .build());
    }

    @PostMapping("/environments/{environment}/checks")
    @Requires(value = Permission.DEPLOY, within = true)
    Mono<ResponseEntity<Void>> start(
            @PathVariable String project,
            @PathVariable String environment,
            Form form,
            Access access,
            Actor actor,
            HtmxRequest htmx) {
        var services = form.service() == null || form.service().isBlank()
                ? List.<ServiceVersion>of()
                : List.of(new ServiceVersion(form.service(), null));
        var wish = new Checking.Request(project, environment, services, null, "Checked on its own");
        access.require(Permission.DEPLOY, wish.places());
        return checking.start(wish, actor)
                .map(job -> "/projects/" + project + "/jobs/" + job.number())
                .map(path -> htmx.asked()
                        ? ResponseEntity.noContent().header("HX-Redirect", path).build()
                        : ResponseEntity.status(HttpStatus.SEE_OTHER)
                                .location(URI.create(path))
                                .build());
    }

    /** @param service to check alone; null or empty for all */
    record Form(@Nullable String service) {}

    @GetMapping("/jobs/{number:\\d+}/checks")
    @Requires(Permission.VIEW)
    Mono<Rendering> job(
            @PathVariable String project,
            @PathVariable long number,
            @RequestParam(required = false) @Nullable Long with) {
        return runs.find(project, number)
                .flatMap(found -> runs.compare(found, with)
                        .map(comparison -> Rendering.view("check/run")
                                .modelAttribute("project", project)
                                .modelAttribute("found", RunView.of(found, comparison, with))
                                .build()));
    }

    private static @Nullable String blank(@Nullable String text) {
        return text == null || text.isBlank() ? null : text;
    }
}
