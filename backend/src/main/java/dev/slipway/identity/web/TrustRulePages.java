package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Permission;
import dev.slipway.identity.PublicAddress;
import dev.slipway.identity.Requires;
import dev.slipway.identity.workload.TrustChanges;
import dev.slipway.identity.workload.TrustPreview;
import dev.slipway.identity.workload.TrustRules;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.NotFound;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The pages on which administrators of a project say which runs of a CI system may act in it, and try what they said. */
@Controller
@Requires(Permission.ADMINISTER)
class TrustRulePages {

    private static final String PAGE = "/projects/{project}/trust-rules";

    private final TrustRules rules;
    private final TrustChanges changes;
    private final TrustPreview preview;
    private final PublicAddress address;
    private final KnownProjects projects;

    TrustRulePages(
            TrustRules rules,
            TrustChanges changes,
            TrustPreview preview,
            PublicAddress address,
            KnownProjects projects) {
        this.projects = projects;
        this.rules = rules;
        this.changes = changes;
        this.preview = preview;
        this.address = address;
    }

    /** What the form of the preview sends. */
    record Run(@Nullable String claims) {}

    @GetMapping(PAGE)
    Mono<Rendering> show(@PathVariable String project, ServerWebExchange exchange) {
        return projects.require(project, exchange)
                .map(known -> Rendering.view("identity/trust-rules")
                        .modelAttribute("project", known)
                        .modelAttribute("rules", rules.of(known).collectList())
                        .modelAttribute("presets", CiPreset.values())
                        .build());
    }

    @GetMapping(PAGE + "/new")
    Mono<Rendering> begin(
            @PathVariable String project,
            @RequestParam(required = false) @Nullable String preset,
            ServerWebExchange exchange) {
        var known = CiPreset.of(Objects.requireNonNullElse(preset, "")).orElse(null);
        return projects.require(project, exchange)
                .map(found -> form(found, TrustRuleForm.of(known, address.link("", exchange)), null));
    }

    @PostMapping(PAGE)
    Mono<ResponseEntity<Void>> add(
            @PathVariable String project,
            @ModelAttribute TrustRuleForm form,
            Access access,
            HtmxRequest htmx,
            ServerWebExchange exchange) {
        return projects.require(project, exchange)
                .flatMap(known -> changes.add(form.wish(known), access))
                .thenReturn(Done.next(page(project), htmx));
    }

    @GetMapping(PAGE + "/{id:\\d+}")
    Mono<Rendering> edit(@PathVariable String project, @PathVariable long id) {
        return rules.find(project, id)
                .switchIfEmpty(Mono.error(() -> new NotFound("Project " + project + " has no trust rule " + id + ".")))
                .map(rule -> form(project, TrustRuleForm.of(rule), id));
    }

    @PostMapping(PAGE + "/{id:\\d+}")
    Mono<ResponseEntity<Void>> change(
            @PathVariable String project,
            @PathVariable long id,
            @ModelAttribute TrustRuleForm form,
            Access access,
            HtmxRequest htmx) {
        return Mono.defer(() -> changes.change(id, form.version(), form.wish(project), access))
                .thenReturn(Done.next(page(project), htmx));
    }

    @PostMapping(PAGE + "/{id:\\d+}/remove")
    Mono<ResponseEntity<Void>> remove(
            @PathVariable String project, @PathVariable long id, Access access, HtmxRequest htmx) {
        return changes.remove(project, id, access).thenReturn(Done.next(page(project), htmx));
    }

    @PostMapping(PAGE + "/preview")
    Mono<Rendering> tryOut(@PathVariable String project, @ModelAttribute Run run, HtmxRequest htmx) {
        return preview.of(project, Objects.requireNonNullElse(run.claims(), ""))
                .map(result -> Rendering.view(htmx.choose("identity/trust-trial :: result", "identity/trust-trial"))
                        .modelAttribute("project", project)
                        .modelAttribute("result", result)
                        .build());
    }

    private static Rendering form(String project, TrustRuleForm form, @Nullable Long id) {
        var view = Rendering.view("identity/trust-rule")
                .modelAttribute("project", project)
                .modelAttribute("form", form)
                .modelAttribute("permissions", forWorkloads());
        return (id == null ? view : view.modelAttribute("id", id)).build();
    }

    private static EnumSet<Permission> forWorkloads() {
        var all = EnumSet.noneOf(Permission.class);
        Arrays.stream(Permission.values()).filter(Permission::forWorkloads).forEach(all::add);
        return all;
    }

    private static String page(String project) {
        return "/projects/" + project + "/trust-rules";
    }
}
