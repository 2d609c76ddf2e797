package dev.slipway.delivery.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Project;
import dev.slipway.delivery.Delivery;
import dev.slipway.delivery.DeliveryQuery;
import dev.slipway.delivery.RunsAsked;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.NotFound;
import java.time.Clock;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import reactor.core.publisher.Mono;

/** The delivery figures of a project, and the deployments behind each. */
@Controller
@RequestMapping("/projects/{project}/delivery")
class DeliveryPages {

    private static final int MOST = 500;

    private final Catalog catalog;
    private final Delivery delivery;
    private final Clock clock;

    DeliveryPages(Catalog catalog, Delivery delivery, Clock clock) {
        this.catalog = catalog;
        this.delivery = delivery;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    Mono<String> page(@PathVariable("project") String key, DeliveryForm form, Model model) {
        return project(key)
                .flatMap(project -> delivery.report(form.query(project, clock.instant()))
                        .map(report -> {
                            model.addAttribute("project", key);
                            model.addAttribute("defined", project);
                            model.addAttribute("form", form);
                            model.addAttribute("view", DeliveryView.of(project, report, form));
                            return "delivery/page";
                        }));
    }

    @GetMapping("/deployments")
    @Requires(Permission.VIEW)
    Mono<String> deployments(
            @PathVariable("project") String key,
            @RequestParam(defaultValue = "proven") String of,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            DeliveryForm form,
            Model model) {
        var behind = Behind.of(of);
        return project(key).flatMap(project -> {
            var query = form.query(project, clock.instant());
            return delivery.figures(query).map(figures -> {
                var deployments = Delivery.on(on, query, behind.of(figures));
                about(project, query, form, on, model);
                model.addAttribute("title", behind.title());
                model.addAttribute("rows", DeploymentRow.of(behind, deployments, figures, MOST));
                model.addAttribute("count", deployments.size());
                return "delivery/deployments";
            });
        });
    }

    @GetMapping("/jobs")
    @Requires(Permission.VIEW)
    Mono<String> jobs(
            @PathVariable("project") String key,
            @RequestParam String pipeline,
            @RequestParam(required = false) @Nullable String step,
            @RequestParam(required = false) @DateTimeFormat(iso = DateTimeFormat.ISO.DATE) @Nullable LocalDate on,
            DeliveryForm form,
            Model model) {
        return project(key).flatMap(project -> {
            var query = form.query(project, clock.instant());
            return delivery.runs(query, new RunsAsked(pipeline, step, on)).map(found -> {
                about(project, query, form, on, model);
                model.addAttribute("view", RunsView.of(pipeline, step, found));
                return "delivery/jobs";
            });
        });
    }

    private static void about(
            Project project, DeliveryQuery query, DeliveryForm form, @Nullable LocalDate on, Model model) {
        model.addAttribute("project", project.key());
        model.addAttribute("query", query);
        model.addAttribute("window", Delivery.window(on, query));
        model.addAttribute("back", new Addresses(form, query).figures());
    }

    private Mono<Project> project(String key) {
        return catalog.project(key).switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + key + ".")));
    }
}
