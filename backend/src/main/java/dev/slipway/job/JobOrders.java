package dev.slipway.job;

import dev.slipway.catalog.Catalog;
import dev.slipway.catalog.Environment;
import dev.slipway.catalog.Placement;
import dev.slipway.catalog.Project;
import dev.slipway.job.spi.Step;
import dev.slipway.pipeline.Pipeline;
import dev.slipway.pipeline.Pipelines;
import dev.slipway.pipeline.StepDefinition;
import dev.slipway.release.Release;
import dev.slipway.release.Releases;
import dev.slipway.target.PlacementKey;
import dev.slipway.target.Revision;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.Collectors;
import org.springframework.stereotype.Component;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Turns a request into an order: everything it names is looked up, checked, and taken as it is defined now. */
@Component
class JobOrders {

    private final Catalog catalog;
    private final Pipelines pipelines;
    private final Releases releases;
    private final Steps steps;
    private final Clock clock;

    JobOrders(Catalog catalog, Pipelines pipelines, Releases releases, Steps steps, Clock clock) {
        this.catalog = catalog;
        this.pipelines = pipelines;
        this.releases = releases;
        this.steps = steps;
        this.clock = clock;
    }

    /** @param environment where it happens, with its setting for locked placements */
    record Checked(JobOrder order, Environment environment) {}

    /** Fails with {@link InvalidInput} that names every problem it finds. */
    Mono<Checked> check(JobRequest request) {
        var project = catalog.project(request.project())
                .switchIfEmpty(
                        Mono.error(() -> new dev.slipway.web.NotFound("There is no project " + request.project())));
        var pipeline = pipelines
                .find(request.project(), request.pipeline())
                .switchIfEmpty(Mono.error(() -> invalid(new FieldProblem(
                        "pipeline",
                        "must be a pipeline of the project, and '" + request.pipeline() + "' is none",
                        "List them with GET /api/v1/projects/" + request.project() + "/pipelines."))));
        return Mono.zip(project, pipeline).flatMap(both -> check(request, both.getT1(), both.getT2()));
    }

    private Mono<Checked> check(JobRequest request, Project project, Pipeline pipeline) {
        var environment = project.environment(request.environment())
                .orElseThrow(() -> invalid(new FieldProblem(
                        "environment",
                        "must be an environment of the project, and '" + request.environment() + "' is none",
                        "Use one of "
                                + project.environments().stream()
                                        .map(Environment::key)
                                        .collect(Collectors.joining(", "))
                                + ".")));
        var problems = new ArrayList<FieldProblem>(ofPipeline(request, pipeline));
        if (new HashSet<>(services(request)).size() < request.services().size()) {
            problems.add(new FieldProblem("services", "must name each service once", "Remove the repeated one."));
        }
        return Flux.range(0, request.services().size())
                .concatMap(i -> placement(request, i, problems))
                .collectList()
                .flatMap(placements -> problems.isEmpty()
                        ? Mono.just(new Checked(order(request, pipeline, placements), environment))
                        : Mono.error(new InvalidInput("The job cannot be started as it was asked for", problems)));
    }

    private List<FieldProblem> ofPipeline(JobRequest request, Pipeline pipeline) {
        var problems = new ArrayList<FieldProblem>();
        for (var definition : pipeline.steps()) {
            var step = steps.find(definition.kind());
            if (step.isEmpty()) {
                problems.add(new FieldProblem(
                        "pipeline",
                        "must use known step kinds, and '" + definition.kind() + "' of step " + definition.name()
                                + " is none",
                        "Use one of " + String.join(", ", steps.names()) + "."));
            } else if (request.services().isEmpty()
                    && (definition.perService() || step.get().needsPlacement())) {
                problems.add(new FieldProblem(
                        "services",
                        "must name at least one service, because step " + definition.name() + " acts on one",
                        "Add a service with the version to run."));
                return problems;
            } else if (request.services().size() > 1 && step.get().needsPlacement() && !definition.perService()) {
                problems.add(new FieldProblem(
                        "services",
                        "must be one service, because step " + definition.name() + " does not run per service",
                        "Start one job for each service, or give the step perService: true."));
            }
        }
        return problems;
    }

    private Mono<JobPlacement> placement(JobRequest request, int index, List<FieldProblem> problems) {
        var asked = request.services().get(index);
        var field = "services[" + index + "]";
        return catalog.placement(new PlacementKey(request.project(), request.environment(), asked.service()))
                .switchIfEmpty(Mono.fromRunnable(() -> problems.add(new FieldProblem(
                        field + ".service",
                        "must be a service with a placement in " + request.environment() + ", and '" + asked.service()
                                + "' is none",
                        "Add the placement to the project's definition, or name another service."))))
                .flatMap(placement -> asked.version() == null
                        ? Mono.just(of(placement, null))
                        : releases.find(request.project(), asked.service(), asked.version())
                                .doOnNext(release -> unblocked(release, field, problems))
                                .map(release -> of(placement, release))
                                .switchIfEmpty(Mono.fromRunnable(() -> problems.add(new FieldProblem(
                                        field + ".version",
                                        "must be a registered release of " + asked.service() + ", and '"
                                                + asked.version() + "' is none",
                                        "Register it with POST /api/v1/projects/" + request.project()
                                                + "/releases first.")))));
    }

    private static void unblocked(Release release, String field, List<FieldProblem> problems) {
        if (release.blocked() != null) {
            problems.add(new FieldProblem(
                    field + ".version",
                    "must not be blocked. " + UnblockedReleases.told(release),
                    "Choose another version, or unblock the release."));
        }
    }

    static JobPlacement of(Placement placement, @org.jspecify.annotations.Nullable Release release) {
        var revision = release == null
                ? null
                : new Revision(release.version(), release.artifacts(), placement.settings(), placement.configuration());
        return new JobPlacement(
                placement.key().service(),
                placement.target(),
                placement.settings(),
                placement.configuration(),
                revision,
                null);
    }

    private JobOrder order(JobRequest request, Pipeline pipeline, List<JobPlacement> placements) {
        needRelease(pipeline, placements);
        return new JobOrder(
                pipeline,
                request.environment(),
                placements,
                request.dryRun(),
                request.onFailure(),
                request.actor(),
                Instant.ofEpochMilli(clock.millis()),
                null,
                request.note(),
                request.whenSame());
    }

    private static void needRelease(Pipeline pipeline, List<JobPlacement> placements) {
        var deploys = pipeline.steps().stream().map(StepDefinition::kind).anyMatch("deploy"::equals);
        for (var i = 0; deploys && i < placements.size(); i++) {
            if (placements.get(i).revision() == null) {
                throw invalid(new FieldProblem(
                        "services[" + i + "].version",
                        "must be given, because the pipeline deploys",
                        "Name a registered release of " + placements.get(i).service() + "."));
            }
        }
    }

    /** Whether the job must hold the locks of its placements. */
    boolean changes(JobOrder order) {
        return !order.dryRun()
                && order.pipeline().steps().stream()
                        .flatMap(d -> steps.find(d.kind()).stream())
                        .anyMatch(Step::changes);
    }

    private static List<String> services(JobRequest request) {
        return request.services().stream()
                .map(JobRequest.ServiceVersion::service)
                .toList();
    }

    private static InvalidInput invalid(FieldProblem problem) {
        return new InvalidInput("The job cannot be started as it was asked for", problem);
    }
}
