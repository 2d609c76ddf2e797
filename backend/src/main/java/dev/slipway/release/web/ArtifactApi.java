package dev.slipway.release.web;

import dev.slipway.catalog.Catalog;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.release.Uploads;
import dev.slipway.web.NotFound;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestMethod;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Uploads of artifacts. */
@RestController
@Tag(name = "Releases")
class ArtifactApi {

    private final Catalog catalog;
    private final Uploads uploads;

    ArtifactApi(Catalog catalog, Uploads uploads) {
        this.catalog = catalog;
        this.uploads = uploads;
    }

    @RequestMapping(
            path = "/api/v1/projects/{project}/artifacts",
            method = {RequestMethod.POST, RequestMethod.PUT},
            consumes = {MediaType.APPLICATION_OCTET_STREAM_VALUE, "application/zip", "application/java-archive"})
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(value = Permission.RELEASE, within = true)
    @Operation(
            summary = "Upload an artifact",
            description =
                    "The body is the file. The digest answered names it in a release; the same bytes again change "
                            + "nothing.")
    Mono<Uploaded> upload(@PathVariable String project, @RequestBody Flux<DataBuffer> bytes) {
        return catalog.project(project)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no project " + project)))
                .then(uploads.take(bytes))
                .map(digest -> new Uploaded(digest.value()));
    }

    /** What an upload was answered with. */
    record Uploaded(String digest) {}
}
