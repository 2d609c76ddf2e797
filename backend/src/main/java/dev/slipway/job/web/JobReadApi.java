package dev.slipway.job.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.job.JobFilter;
import dev.slipway.job.JobPage;
import dev.slipway.job.JobState;
import dev.slipway.job.Jobs;
import dev.slipway.target.Outcome;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What is read of jobs. */
@RestController
@Tag(name = "Jobs")
class JobReadApi {

    private final Jobs jobs;

    JobReadApi(Jobs jobs) {
        this.jobs = jobs;
    }

    @GetMapping("/api/v1/jobs")
    @Requires(Permission.VIEW)
    @Operation(summary = "List jobs", description = "Newest first; the next page is asked for with cursor=next.")
    Mono<Page> list(
            @RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) @Nullable String environment,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable JobState state,
            @RequestParam(required = false) @Nullable Outcome outcome,
            @RequestParam(required = false) @Nullable String pipeline,
            @RequestParam(required = false) @Parameter(description = "User name or token id") @Nullable
                    String requestedBy,
            @RequestParam(required = false)
                    @Parameter(description = "Words in number, pipeline, service, version, note or requester")
                    @Nullable
                    String q,
            @RequestParam(defaultValue = "50") int limit,
            @RequestParam(required = false) @Nullable String cursor,
            Access access) {
        var among = access.projects().keysOrNull();
        var filter = new JobFilter(
                project,
                environment,
                service,
                state,
                outcome,
                pipeline,
                requestedBy,
                q,
                among == null ? null : List.of(among));
        return jobs.page(filter, limit, cursor).map(Page::of);
    }

    /** Some jobs, and the cursor of the page after them. */
    record Page(List<JobApiAnswer> jobs, @Nullable String next) {

        static Page of(JobPage page) {
            return new Page(page.jobs().stream().map(JobApiAnswer::of).toList(), page.next());
        }
    }

    @GetMapping("/api/v1/jobs/{id}")
    @Requires(Permission.VIEW)
    @Operation(summary = "Show a job")
    Mono<JobApiAnswer> show(@PathVariable long id) {
        return jobs.find(id)
                .flatMap(job -> jobs.detail(job.project(), job.number()))
                .map(JobApiAnswer::of)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no job with the id " + id)));
    }

    @GetMapping("/api/v1/projects/{project}/jobs/{number}")
    @Requires(Permission.VIEW)
    @Operation(summary = "Show a job by its number")
    Mono<JobApiAnswer> show(@PathVariable String project, @PathVariable long number) {
        return jobs.detail(project, number)
                .map(JobApiAnswer::of)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no job #" + number + " in project " + project)));
    }
}
