package dev.slipway.delivery.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Project;
import dev.slipway.delivery.Delivery;
import dev.slipway.delivery.DeliveryQuery;
import dev.slipway.delivery.Deployment;
import dev.slipway.delivery.RunsAsked;
import dev.slipway.delivery.RunsBehind;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import org.springdoc.core.annotations.ParameterObject;
import org.springframework.format.annotation.DateTimeFormat;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The delivery figures for programs. */
@RestController
@RequestMapping("/api/v1/projects/{project}/delivery")
@Tag(name = "Delivery figures")
class DeliveryApi {

    private final Catalog catalog;
    private final Delivery delivery;
    private final Clock clock;

    DeliveryApi(Catalog catalog, Delivery delivery, Clock clock) {
        this.catalog = catalog;
        this.delivery = delivery;
        this.clock = clock;
    }

    @GetMapping
    @Requires(Permission.VIEW)
    @Operation(
            summary = "How well a project ships",
            description = "Deployment frequency, lead time, change failure rate and time to restore, by environment,"
                    + " service and team, with the numbers of the jobs behind each; durations of pipelines and flaky"
                    + " verifications. Only what was proven counts as a success; what is unknown is counted apart.")
    Mono<DeliveryAnswer> figures(@PathVariable String project, @ParameterObject DeliveryForm form) {
        return asked(project, form, (_, query) -> delivery.report(query)).map(DeliveryAnswer::of);
    }

    @GetMapping("/deployments")
    @Requires(Permission.VIEW)
    @Operation(summary = "The deployments behind one of the numbers", description = "Oldest first.")
    Mono<List<Deployment>> deployments(
            @PathVariable String project,
            @RequestParam(defaultValue = "proven")
                    @Parameter(
                            description = "proven, lead, failed, broke, counted, restore, open, unknown or cancelled",
                            example = "failed")
                    String of,
            @RequestParam(required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Parameter(
                            description = "Only those of this day, or of its week if figures are told by week (UTC)",
                            example = "2026-11-02")
                    @Nullable
                    LocalDate on,
            @ParameterObject DeliveryForm form) {
        var behind = Behind.of(of);
        return asked(
                project,
                form,
                (_, query) -> delivery.figures(query).map(figures -> Delivery.on(on, query, behind.of(figures))));
    }

    @GetMapping("/jobs")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "The jobs behind the durations of a pipeline",
            description = "Successful jobs, or the runs of a step in them; the longest first, at most 500.")
    Mono<RunsBehind> jobs(
            @PathVariable String project,
            @RequestParam @Parameter(example = "deploy") String pipeline,
            @RequestParam(required = false) @Parameter(description = "Key of a step", example = "verify") @Nullable
                    String step,
            @RequestParam(required = false)
                    @DateTimeFormat(iso = DateTimeFormat.ISO.DATE)
                    @Parameter(
                            description = "Only those of this day, or of its week if figures are told by week (UTC)",
                            example = "2026-11-02")
                    @Nullable
                    LocalDate on,
            @ParameterObject DeliveryForm form) {
        return asked(project, form, (_, query) -> delivery.runs(query, new RunsAsked(pipeline, step, on)));
    }

    private <T> Mono<T> asked(String key, DeliveryForm form, BiFunction<Project, DeliveryQuery, Mono<T>> answer) {
        return catalog.project(key)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + key + ".")))
                .flatMap(project -> answer.apply(project, form.query(project, clock.instant())));
    }
}
