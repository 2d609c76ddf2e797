package dev.slipway.identity.web;

import dev.slipway.audit.AuditFilter;
import dev.slipway.audit.AuditRecord;
import dev.slipway.audit.AuditTrail;
import dev.slipway.audit.AuditVerifier;
import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Place;
import dev.slipway.identity.Requires;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.util.UriComponentsBuilder;
import reactor.core.publisher.Mono;

/** The record of who changed or decided what, and the proof that it is what it was. */
@Controller
@Requires(Permission.VIEW)
class AuditController {

    private static final int SIZE = 50;

    private final AuditTrail trail;
    private final AuditVerifier verifier;

    AuditController(AuditTrail trail, AuditVerifier verifier) {
        this.trail = trail;
        this.verifier = verifier;
    }

    @GetMapping("/audit")
    Mono<Rendering> show(
            @RequestParam(required = false) @Nullable String project,
            @RequestParam(required = false) @Nullable String actor,
            @RequestParam(required = false) @Nullable String action,
            @RequestParam(required = false) @Nullable String q,
            @RequestParam(required = false) @Nullable Long before,
            Access access) {
        var seen = access.projects();
        var filter = new AuditFilter(project, actor, action, q, before);
        return AuditPage.read(trail, filter, seen, SIZE)
                .map(page -> Rendering.view("identity/audit")
                        .modelAttribute("filter", filter)
                        .modelAttribute("actions", trail.actions().collectList())
                        .modelAttribute(
                                "known", trail.projects().filter(seen::include).collectList())
                        .modelAttribute("page", Shown.of(page, filter))
                        .build());
    }

    /**
     * Records by day, with the addresses of the next and of the first page, where there are such.
     *
     * @param further whether the next page is what was not searched yet
     */
    record Shown(
            Map<LocalDate, List<AuditRecord>> days,
            @Nullable String older,
            @Nullable String newest,
            boolean further) {

        static Shown of(AuditPage page, AuditFilter filter) {
            return new Shown(
                    byDay(page.records()),
                    page.before() == null ? null : address(filter, page.before()),
                    filter.before() == null ? null : address(filter, null),
                    page.unfinished() != null);
        }
    }

    /** Reads the whole record when asked to. */
    @GetMapping("/audit/verify")
    Mono<Rendering> verify(Access access) {
        access.require(Permission.VIEW, Place.EVERYWHERE);
        return verifier.verify()
                .map(verification -> Rendering.view("identity/audit-verify")
                        .modelAttribute("verification", verification)
                        .build());
    }

    private static Map<LocalDate, List<AuditRecord>> byDay(List<AuditRecord> records) {
        var days = new LinkedHashMap<LocalDate, List<AuditRecord>>();
        records.forEach(record -> days.computeIfAbsent(
                        record.at().atZone(ZoneOffset.UTC).toLocalDate(), _ -> new ArrayList<>())
                .add(record));
        return days;
    }

    private static String address(AuditFilter filter, @Nullable Long before) {
        return UriComponentsBuilder.fromPath("/audit")
                .queryParamIfPresent("project", Optional.ofNullable(filter.project()))
                .queryParamIfPresent("actor", Optional.ofNullable(filter.actor()))
                .queryParamIfPresent("action", Optional.ofNullable(filter.action()))
                .queryParamIfPresent("q", Optional.ofNullable(filter.text()))
                .queryParamIfPresent("before", Optional.ofNullable(before))
                .encode()
                .toUriString();
    }
}
