package dev.slipway.identity.web;

import dev.slipway.audit.AuditFilter;
import dev.slipway.audit.AuditRecord;
import dev.slipway.audit.AuditTrail;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.Parameter;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseBody;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** The record of who changed or decided what, as a page and as JSON. */
@Controller
@Requires(Permission.VIEW)
@Tag(name = "Audit", description = "Who changed or decided what")
class AuditController {

    private static final int PAGE = 50;
    private static final int LONGEST = 500;

    private final AuditTrail trail;

    AuditController(AuditTrail trail) {
        this.trail = trail;
    }

    /** Records, and the key of the next page if there is one. */
    record Page(List<AuditRecord> records, @Nullable Long before) {

        static Page of(List<AuditRecord> found, int size) {
            return found.size() > size
                    ? new Page(found.subList(0, size), found.get(size - 1).id())
                    : new Page(found, null);
        }
    }

    @GetMapping("/audit")
    Mono<Rendering> show(
            @RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable Long before) {
        var filter = new AuditFilter(project, actor, action, before);
        return page(filter, PAGE)
                .map(page -> Rendering.view("identity/audit")
                        .modelAttribute("filter", filter)
                        .modelAttribute("actions", trail.actions().collectList())
                        .modelAttribute("page", Shown.of(page, filter))
                        .build());
    }

    /** A page with the addresses of the next and of the first one, where there are such. */
    record Shown(
            List<AuditRecord> records,
            @Nullable String older,
            @Nullable String newest) {

        static Shown of(Page page, AuditFilter filter) {
            return new Shown(
                    page.records(),
                    page.before() == null ? null : address(filter, page.before()),
                    filter.before() == null ? null : address(filter, null));
        }
    }

    private static String address(AuditFilter filter, @Nullable Long before) {
        return UriComponentsBuilder.fromPath("/audit")
                .queryParamIfPresent("project", Optional.ofNullable(filter.project()))
                .queryParamIfPresent("actor", Optional.ofNullable(filter.actor()))
                .queryParamIfPresent("action", Optional.ofNullable(filter.action()))
                .queryParamIfPresent("before", Optional.ofNullable(before))
                .encode()
                .toUriString();
    }

    @GetMapping("/api/v1/audit")
    @ResponseBody
    @Operation(
            summary = "What was changed or decided, newest first",
            description = "Pass the answer's `before` as parameter to get the next page; it is absent on the last one.")
    Mono<Page> list(
            @Parameter(example = "peerprep") @RequestParam(required = false) @Nullable String project,
            @Parameter(description = "User name, or owner/id of a token", example = "ada")
                    @RequestParam(required = false)
                    @Nullable
                    String actor,
            @Parameter(description = "Exact, or a prefix up to a dot", example = "release")
                    @RequestParam(required = false)
                    @Nullable
                    String action,
            @Parameter(description = "Only records older than this id") @RequestParam(required = false) @Nullable
                    Long before,
            @Parameter(description = "Records a page, at most 500") @RequestParam(defaultValue = "50") int limit) {
        return page(new AuditFilter(project, actor, action, before), Math.clamp(limit, 1, LONGEST));
    }

    private Mono<Page> page(AuditFilter filter, int size) {
        return trail.find(filter, size + 1).collectList().map(found -> Page.of(found, size));
    }
}
