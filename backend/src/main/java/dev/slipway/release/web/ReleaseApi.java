package dev.slipway.release.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.identity.Requires;
import dev.slipway.release.ReleaseFilter;
import dev.slipway.release.ReleaseRegister;
import dev.slipway.release.ReleaseSearch;
import dev.slipway.release.Releases;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.net.URI;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** Releases: register, list, block. */
@RestController
@Tag(name = "Releases")
class ReleaseApi {

    private static final String ALL = "/api/v1/projects/{project}/releases";
    private static final String ONE = "/api/v1/projects/{project}/services/{service}/releases/{version}";
    private static final int MOST = 200;

    private final Releases releases;
    private final ReleaseSearch search;
    private final ReleaseRegister register;

    ReleaseApi(Releases releases, ReleaseSearch search, ReleaseRegister register) {
        this.releases = releases;
        this.search = search;
        this.register = register;
    }

    @PostMapping(ALL)
    @Requires(value = Permission.RELEASE, within = true)
    @Operation(
            summary = "Register a release",
            description =
                    "201 for a new one, 200 when the same release is there already, 409 when its version is there with"
                            + " other content. Artifacts are given by a path on the portal's machine and the SHA-256 of"
                            + " its bytes, or by the digest an upload was answered with.")
    Mono<ResponseEntity<ReleaseAnswer>> register(
            @PathVariable String project,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(examples = @ExampleObject(Examples.RELEASE)))
                    @RequestBody
                    ReleaseRequest request,
            Actor actor,
            Access access) {
        var wish = request.of(project);
        access.require(Permission.RELEASE, new Place(project, null, wish.service()));
        return register.register(wish, actor).map(registered -> {
            var release = registered.release();
            var at = URI.create("/api/v1/projects/%s/services/%s/releases/%s"
                    .formatted(release.project(), release.service(), release.version()));
            return (registered.created()
                            ? ResponseEntity.created(at)
                            : ResponseEntity.ok().location(at))
                    .body(ReleaseAnswer.of(release));
        });
    }

    @GetMapping(ALL)
    @Requires(Permission.VIEW)
    @Operation(summary = "List releases", description = "Newest first; the next page is asked for with before=next.")
    Mono<Page> list(
            @PathVariable String project,
            @RequestParam(required = false) @Nullable String service,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Boolean blocked,
            @RequestParam(required = false) @Nullable Long before,
            @RequestParam(defaultValue = "50") int limit) {
        return search.page(new ReleaseFilter(project, service, q, blocked, before, Math.clamp(limit, 1, MOST)))
                .map(page ->
                        new Page(page.releases().stream().map(ReleaseAnswer::of).toList(), page.next()));
    }

    @GetMapping(ONE)
    @Requires(Permission.VIEW)
    @Operation(summary = "Show a release")
    Mono<ReleaseAnswer> show(@PathVariable String project, @PathVariable String service, @PathVariable String version) {
        return releases.find(project, service, version)
                .map(ReleaseAnswer::of)
                .switchIfEmpty(Mono.error(() -> missing(project, service, version)));
    }

    @PutMapping(ONE + "/block")
    @Requires(Permission.RELEASE)
    @Operation(
            summary = "Block a release",
            description = "It can no longer be deployed. The reason is shown and audited.")
    Mono<ReleaseAnswer> block(
            @PathVariable String project,
            @PathVariable String service,
            @PathVariable String version,
            @RequestBody BlockRequest request,
            Actor actor) {
        return register.block(project, service, version, request.reason() == null ? "" : request.reason(), actor)
                .map(ReleaseAnswer::of);
    }

    @DeleteMapping(ONE + "/block")
    @Requires(Permission.RELEASE)
    @Operation(summary = "Unblock a release")
    Mono<ReleaseAnswer> unblock(
            @PathVariable String project, @PathVariable String service, @PathVariable String version, Actor actor) {
        return register.unblock(project, service, version, actor).map(ReleaseAnswer::of);
    }

    static NotFound missing(String project, String service, String version) {
        return new NotFound("There is no release %s %s in project %s".formatted(service, version, project));
    }

    /** Why a release must not be deployed. */
    record BlockRequest(@Nullable String reason) {}

    /** Some releases, and where the next page begins. */
    record Page(List<ReleaseAnswer> releases, @Nullable Long next) {}
}
