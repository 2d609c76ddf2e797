package dev.slipway.dashboard.web;

import dev.slipway.dashboard.Overview;
import dev.slipway.dashboard.Overviews;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.time.Clock;
import java.time.Duration;
import org.springframework.http.CacheControl;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** What runs where for programs, and a picture of it for pages elsewhere. */
@RestController
@Tag(name = "Status")
class StatusApi {

    private static final Duration FRESH = Duration.ofSeconds(10);

    private final Overviews overviews;
    private final Clock clock;

    StatusApi(Overviews overviews, Clock clock) {
        this.overviews = overviews;
        this.clock = clock;
    }

    @GetMapping("/api/v1/projects/{project}/status")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "What runs where",
            description = "Each service in each environment: health, version and digests as seen, what was proven last,"
                    + " and whether they differ. What cannot be seen is UNKNOWN, and whether it drifts is then null.")
    Mono<StatusAnswer> status(@PathVariable String project) {
        return overview(project).map(overview -> StatusAnswer.of(overview, clock.instant()));
    }

    @GetMapping(
            path = "/api/v1/projects/{project}/environments/{environment}/services/{service}/badge.svg",
            produces = "image/svg+xml")
    @Requires(Permission.VIEW)
    @Operation(
            summary = "A badge of a service in an environment",
            description = "A picture with version and health in words. Needs a session or a token as everything does.")
    Mono<ResponseEntity<String>> badge(
            @PathVariable String project, @PathVariable String environment, @PathVariable String service) {
        return overview(project).map(overview -> {
            var placed = overview.at(environment, service)
                    .map(at -> StatusAnswer.placed(overview, at))
                    .orElseThrow(() -> new NotFound("There is no service " + service + " in environment " + environment
                            + " of " + project + "."));
            return ResponseEntity.ok()
                    .cacheControl(CacheControl.maxAge(FRESH).cachePrivate())
                    .body(Badge.of(placed).svg());
        });
    }

    private Mono<Overview> overview(String project) {
        return overviews
                .of(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project + ".")));
    }
}
