package dev.slipway.catalog.web;

import dev.slipway.audit.Actor;
import dev.slipway.catalog.DefinitionChange;
import dev.slipway.catalog.DefinitionEdit;
import dev.slipway.catalog.DefinitionVersion;
import dev.slipway.catalog.Definitions;
import dev.slipway.catalog.InvalidDefinition;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.web.NotFound;
import dev.slipway.web.StaleWrite;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Content;
import io.swagger.v3.oas.annotations.media.ExampleObject;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** A project's definition as one document. */
@RestController
@Tag(name = "Definition")
class DefinitionApi {

    private static final String YAML = "application/yaml";
    private static final String EXAMPLE = """
        project: shop
        title: Web shop
        environments:
          dev: {}
          prod: {promotesFrom: [dev]}
        services:
          web:
            variables: {CURRENCY: EUR}
            placements:
              dev:
                target: process
                settings: {command: ["${java}", -jar, "${artifact}/app.jar"], instances: 1}
                variables: {DATABASE_URL: {secret: "env:SHOP_DEV_DATABASE"}}
        """;

    private final Definitions definitions;

    DefinitionApi(Definitions definitions) {
        this.definitions = definitions;
    }

    @GetMapping(
            path = "/api/v1/projects/{project}/definition",
            produces = {YAML, MediaType.APPLICATION_JSON_VALUE})
    @Requires(Permission.VIEW)
    @Operation(
            summary = "Export the definition",
            description =
                    "YAML as its author wrote it, or JSON in canonical form. The entity tag is what a PUT expects in "
                            + "If-Match. Without the permission EDIT, references to secrets are hidden.")
    Mono<ResponseEntity<String>> get(@PathVariable String project, Access access, ServerHttpRequest request) {
        return definitions
                .current(project)
                .switchIfEmpty(Mono.error(() -> missing(project)))
                .map(version -> document(version, Shown.to(access, version), wantsJson(request)));
    }

    @PutMapping(
            path = "/api/v1/projects/{project}/definition",
            consumes = {YAML, "application/x-yaml", "text/yaml", "text/plain", MediaType.APPLICATION_JSON_VALUE},
            produces = MediaType.APPLICATION_JSON_VALUE)
    @Requires(Permission.EDIT)
    @Operation(
            summary = "Import the definition",
            description =
                    "Creates the project if there is none. A project that exists asks for If-Match with the entity tag"
                        + " the definition was read with: 428 without, 412 when somebody else changed it since. With"
                        + " dryRun=true nothing is changed. The answer holds the difference. All problems are told at"
                        + " once, with their lines.")
    Mono<ResponseEntity<ChangeAnswer>> put(
            @PathVariable String project,
            @io.swagger.v3.oas.annotations.parameters.RequestBody(
                            content = @Content(mediaType = YAML, examples = @ExampleObject(EXAMPLE)))
                    @RequestBody
                    String text,
            @RequestParam(defaultValue = "false") boolean dryRun,
            @RequestParam(required = false) @Nullable String comment,
            @RequestHeader(name = "If-Match", required = false) @Nullable String ifMatch,
            Access access,
            Actor actor) {
        return expected(project, dryRun, ifMatch).flatMap(base -> {
            var change = dryRun
                    ? definitions.preview(project, text)
                    : definitions.save(new DefinitionEdit(project, text, base.orElse(null), comment), actor);
            return change.map(done -> answer(done, access, dryRun));
        });
    }

    /** The tag the sender has seen; empty for a project that does not exist yet. */
    private Mono<Optional<String>> expected(String project, boolean dryRun, @Nullable String ifMatch) {
        return definitions
                .current(project)
                .map(version -> {
                    if (ifMatch == null && !dryRun) {
                        throw new IfMatchMissing(version);
                    }
                    if (ifMatch != null && !EntityTag.matches(ifMatch, version.tag())) {
                        throw new StaleWrite(
                                "%s changed project %s since (version %d); read it again and repeat your change"
                                        .formatted(version.by().name(), project, version.version()));
                    }
                    return Optional.of(version.tag());
                })
                .switchIfEmpty(Mono.fromCallable(() -> {
                    if (ifMatch != null) {
                        throw new StaleWrite(
                                "There is no project %s; leave If-Match out to create it".formatted(project));
                    }
                    return Optional.empty();
                }));
    }

    private static ResponseEntity<ChangeAnswer> answer(DefinitionChange change, Access access, boolean dryRun) {
        var created = change.kind() == DefinitionChange.Kind.CREATED && !dryRun;
        var response = ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK);
        if (!dryRun) {
            response.eTag(change.after().tag());
        }
        return response.body(ChangeAnswer.of(change, access, dryRun));
    }

    private static ResponseEntity<String> document(DefinitionVersion version, Shown shown, boolean json) {
        return ResponseEntity.ok()
                .eTag(version.tag())
                .contentType(json ? MediaType.APPLICATION_JSON : MediaType.parseMediaType(YAML + ";charset=utf-8"))
                .body(json ? shown.definition().toPrettyString() : shown.yaml());
    }

    /** YAML for who does not say; JSON only for who asks for it and not for YAML. */
    private static boolean wantsJson(ServerHttpRequest request) {
        return request.getHeaders().getAccept().stream()
                .filter(type -> type.isCompatibleWith(MediaType.APPLICATION_JSON)
                        || type.isCompatibleWith(MediaType.parseMediaType(YAML)))
                .findFirst()
                .filter(type -> !type.isCompatibleWith(MediaType.parseMediaType(YAML)))
                .isPresent();
    }

    static NotFound missing(String project) {
        return new NotFound("There is no project " + project);
    }

    @ExceptionHandler
    ResponseEntity<InvalidAnswer> invalid(InvalidDefinition invalid) {
        return ResponseEntity.unprocessableContent()
                .contentType(MediaType.APPLICATION_PROBLEM_JSON)
                .body(InvalidAnswer.of(invalid));
    }
}
