package dev.slipway.identity.web;

import dev.slipway.audit.AuditAnchor;
import dev.slipway.audit.AuditExport;
import dev.slipway.audit.AuditFilter;
import dev.slipway.audit.AuditTrail;
import dev.slipway.audit.AuditVerification;
import dev.slipway.audit.AuditVerifier;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.identity.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ContentDisposition;
import org.springframework.http.MediaType;
import org.springframework.http.server.reactive.ServerHttpResponse;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;
import reactor.core.publisher.Mono;

/** The record of who changed or decided what, for programs. */
@RestController
@RequestMapping("/api/v1/audit")
@Requires(Permission.VIEW)
@Tag(name = "Audit", description = "Who changed or decided what")
class AuditApi {

    private static final int LONGEST = 500;

    private final AuditTrail trail;
    private final AuditVerifier verifier;
    private final AuditExport export;

    AuditApi(AuditTrail trail, AuditVerifier verifier, AuditExport export) {
        this.trail = trail;
        this.verifier = verifier;
        this.export = export;
    }

    @GetMapping
    @Operation(
            summary = "What was changed or decided, newest first",
            description =
                    "Pass the answer's `before` as parameter to get the next page; it is absent on the last one. A"
                        + " text is looked for in 100,000 records at a time: `unfinished` then says that a page with"
                        + " few records, or none, is not the last.")
    Mono<AuditPage> list(
            @Parameter(example = "peerprep") @RequestParam(required = false) @Nullable String project,
            @Parameter(description = "User name, or owner/id of a token", example = "ada")
                    @RequestParam(required = false)
                    @Nullable
                    String actor,
            @Parameter(description = "Exact, or a prefix up to a dot", example = "release")
                    @RequestParam(required = false)
                    @Nullable
                    String action,
            @Parameter(description = "Anywhere in the record", example = "web 1.2.0")
                    @RequestParam(required = false)
                    @Nullable
                    String q,
            @Parameter(description = "Only records older than this id") @RequestParam(required = false) @Nullable
                    Long before,
            @Parameter(description = "Records a page, at most 500") @RequestParam(defaultValue = "50") int limit,
            Access access) {
        return AuditPage.read(
                trail,
                new AuditFilter(project, actor, action, q, before),
                access.projects(),
                Math.clamp(limit, 1, LONGEST));
    }

    @GetMapping("/verify")
    @Operation(
            summary = "Whether the record is what it was",
            description =
                    "Follows every chain from its beginning to its end; a row that was changed, removed or swapped is"
                        + " named. Note `project:entries:head` of a chain elsewhere and pass it later as `anchor`, to"
                        + " prove that nothing before it was rewritten.")
    Mono<AuditVerification> verify(
            @Parameter(
                            description = "What was noted of a chain: project:number:link",
                            example = "peerprep:1240:9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08")
                    @RequestParam(required = false)
                    @Nullable
                    List<String> anchor,
            Access access) {
        access.require(Permission.VIEW, Place.EVERYWHERE);
        return anchor == null || anchor.isEmpty()
                ? verifier.verify()
                : Mono.fromCallable(
                                () -> anchor.stream().map(AuditAnchor::parse).toList())
                        .flatMap(verifier::verify);
    }

    @GetMapping(path = "/export", produces = MediaType.APPLICATION_NDJSON_VALUE)
    @Operation(
            summary = "The record as NDJSON",
            description = "Each entry with its digest and link, then the seals of closed segments: enough to verify it "
                    + "without the portal. Oldest first, chain by chain.")
    Mono<Void> export(
            @Parameter(example = "peerprep", description = "All chains without it")
                    @RequestParam(required = false)
                    @Nullable
                    String project,
            @Parameter(hidden = true) ServerHttpResponse response,
            Access access) {
        access.require(Permission.VIEW, project == null || project.isBlank() ? Place.EVERYWHERE : Place.of(project));
        var headers = response.getHeaders();
        headers.setContentType(MediaType.APPLICATION_NDJSON);
        headers.setCacheControl("no-store");
        headers.setContentDisposition(ContentDisposition.attachment()
                .filename(project == null || project.isBlank() ? "audit.ndjson" : "audit-" + project + ".ndjson")
                .build());
        return response.writeWith(export.lines(project == null || project.isBlank() ? null : project)
                .map(line -> response.bufferFactory().wrap((line + "\n").getBytes(StandardCharsets.UTF_8))));
    }
}
