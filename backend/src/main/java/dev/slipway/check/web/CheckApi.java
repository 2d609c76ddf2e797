package dev.slipway.check.web;

import dev.slipway.audit.Actor;
import dev.slipway.check.CheckRun;
import dev.slipway.check.CheckRuns;
import dev.slipway.check.Checking;
import dev.slipway.check.Comparison;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.JobRequest.ServiceVersion;
import dev.slipway.target.Finding;
import dev.slipway.web.FieldProblem;
import dev.slipway.web.InvalidInput;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Pre-checks on their own: start them, read what they found, compare runs. */
@RestController
@Tag(name = "Checks")
class CheckApi {

    private static final int SHOWN = 30;

    private final CheckRuns runs;
    private final Checking checking;

    CheckApi(CheckRuns runs, Checking checking) {
        this.runs = runs;
        this.checking = checking;
    }

    @PostMapping("/api/v1/projects/{project}/environments/{environment}/checks")
    @Requires(value = Permission.DEPLOY, within = true)
    @Operation(
            summary = "Run the pre-checks of an environment",
            description = "Changes nothing. Without services all that are placed there are checked; without a version"
                    + " a service is checked with what was last proven there, else with its newest release. Two equal"
                    + " requests with the same Idempotency-Key make one job.")
    Mono<ResponseEntity<Started>> start(
            @PathVariable String project,
            @PathVariable String environment,
            @RequestHeader(name = "Idempotency-Key", required = false) @Nullable String key,
            @RequestBody(required = false) @Nullable Wanted wanted,
            Actor actor,
            Access access) {
        var services = wanted == null || wanted.services() == null
                ? List.<ServiceVersion>of()
                : wanted.services().stream().map(CheckApi::version).toList();
        var wish = new Checking.Request(project, environment, services, key, "Checked on its own");
        access.require(Permission.DEPLOY, wish.places());
        return checking.start(wish, actor)
                .map(job -> ResponseEntity.created(URI.create("/api/v1/jobs/" + job.id()))
                        .body(new Started(job.id(), job.number())));
    }

    private static ServiceVersion version(@Nullable One one) {
        if (one == null || one.service() == null || one.service().isBlank()) {
            throw new InvalidInput(
                    "The checks were not started.",
                    new FieldProblem("services.service", "must be given", "Name the service, or leave services out."));
        }
        return new ServiceVersion(one.service(), one.version());
    }

    /** What to check. */
    record Wanted(@Nullable List<@Nullable One> services) {}

    /** One service. */
    record One(
            @Schema(example = "web") @Nullable String service,
            @Schema(example = "1.1.0") @Nullable String version) {}

    /** The job that checks. */
    record Started(
            @Schema(example = "128") long id,
            @Schema(example = "12") long number) {}

    @GetMapping("/api/v1/projects/{project}/environments/{environment}/checks")
    @Requires(Permission.VIEW)
    @Operation(summary = "List runs of pre-checks", description = "Newest first, those that have ended.")
    Mono<List<Run>> list(
            @PathVariable String project,
            @PathVariable String environment,
            @RequestParam(required = false) @Nullable String service) {
        return runs.of(project, environment, service, SHOWN)
                .map(found -> found.stream().map(Run::of).toList());
    }

    /** One run with its findings by service. */
    record Run(@Schema(example = "12") long number, String by, Instant at, Map<String, List<Finding>> findings) {

        static Run of(CheckRun run) {
            var order = run.job().order();
            return new Run(run.job().number(), order.requestedBy().name(), order.requestedAt(), run.findings());
        }
    }

    @GetMapping("/api/v1/projects/{project}/jobs/{number}/checks")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Compare a run of pre-checks with another",
            description = "With the last one before it, unless another is named: new, gone, changed, restated (the same"
                    + " result with other evidence), same.")
    Mono<Comparison> compare(
            @PathVariable String project,
            @PathVariable long number,
            @RequestParam(required = false) @Nullable Long with) {
        return runs.find(project, number).flatMap(found -> runs.compare(found, with));
    }
}
