package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.Open;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.workload.TrustChanges;
import dev.slipway.identity.workload.TrustPreview;
import dev.slipway.identity.workload.TrustRule;
import dev.slipway.identity.workload.TrustRules;
import dev.slipway.identity.workload.TrustWish;
import dev.slipway.identity.workload.Workloads;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.media.Schema;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** JSON API of workload identity: rules of a project, and the exchange of tokens. */
@RestController
@Tag(name = "Workloads", description = "Pipelines that act without a stored secret")
class TrustApi {

    private static final String RULES = "/api/v1/projects/{project}/trust-rules";

    private final TrustRules rules;
    private final TrustChanges changes;
    private final TrustPreview preview;
    private final Workloads workloads;
    private final KnownProjects projects;

    TrustApi(
            TrustRules rules, TrustChanges changes, TrustPreview preview, Workloads workloads, KnownProjects projects) {
        this.projects = projects;
        this.preview = preview;
        this.rules = rules;
        this.changes = changes;
        this.workloads = workloads;
    }

    /** A rule to be made. */
    record NewRule(
            @Schema(example = "Releases of shop") @Nullable String title,

            @Schema(example = "https://token.actions.githubusercontent.com") @Nullable
            String issuer,

            @Schema(example = "https://deploy.example.org") @Nullable
            String audience,

            @Schema(
                    description = "Each a value, or a glob with *",
                    example = "{\"repository\": \"octo/shop\", \"ref\": \"refs/heads/main\"}")
            @Nullable
            Map<String, String> claims,

            @Schema(example = "[\"VIEW\", \"RELEASE\", \"DEPLOY\"]") @Nullable
            Set<Permission> permissions,

            @Schema(description = "Left out: all", example = "staging") @Nullable
            String environment,

            @Schema(description = "Left out: all", example = "web") @Nullable
            String service,

            @Schema(description = "Of the rule that is changed; left out: whichever there is", example = "1") @Nullable
            Integer version) {

        TrustWish wish(String project) {
            return new TrustWish(
                    Objects.requireNonNullElse(title, ""),
                    Objects.requireNonNullElse(issuer, ""),
                    Objects.requireNonNullElse(audience, ""),
                    Objects.requireNonNullElse(claims, Map.of()),
                    Objects.requireNonNullElse(permissions, Set.of()),
                    PlaceForm.place(project, environment, service));
        }
    }

    /** What a run says: its claims, or its whole token. */
    record Run(
            @Schema(
                    description = "Left out when there is a token",
                    example = "{\"iss\": \"https://gitlab.com\", \"project_path\": \"octo/shop\", \"ref\": \"main\"}")
            @Nullable
            Map<String, Object> claims,

            @Schema(description = "Its signature is looked at too", example = "eyJhbGciOiJSUzI1NiIs...") @Nullable
            String token) {}

    /** The token of the CI system. */
    record Exchange(
            @Schema(example = "eyJhbGciOiJSUzI1NiIs...") @Nullable
            String token) {}

    @GetMapping(RULES)
    @Requires(Permission.ADMINISTER)
    @Operation(summary = "List the rules by which a project trusts CI systems")
    Flux<TrustRule> list(@PathVariable String project, ServerWebExchange exchange) {
        return projects.require(project, exchange).flatMapMany(rules::of);
    }

    @PostMapping(RULES)
    @ResponseStatus(HttpStatus.CREATED)
    @Requires(Permission.ADMINISTER)
    @Operation(
            summary = "Trust a CI system",
            description = "Whose tokens say all of this may do the permissions in the project, or in an environment or"
                    + " service of it. The claims must name the repository at least: everybody has tokens of a public"
                    + " issuer.")
    Mono<TrustRule> add(
            @PathVariable String project, @RequestBody NewRule rule, Access access, ServerWebExchange exchange) {
        return projects.require(project, exchange).flatMap(known -> changes.add(rule.wish(known), access));
    }

    @PutMapping(RULES + "/{id}")
    @Requires(Permission.ADMINISTER)
    @Operation(
            summary = "Change a rule",
            description = "All of it is as given then. Tokens that were given by it stop at once.")
    Mono<TrustRule> change(
            @PathVariable String project, @PathVariable long id, @RequestBody NewRule rule, Access access) {
        return changes.change(id, rule.version(), rule.wish(project), access);
    }

    @PostMapping(RULES + "/preview")
    @Requires(Permission.ADMINISTER)
    @Operation(
            summary = "Say what a run would get",
            description =
                    "Each rule of the project with each thing it asks for, and what the run says there. Nothing is"
                            + " let in by asking.")
    Mono<TrustPreview.Result> preview(@PathVariable String project, @RequestBody Run run) {
        return run.token() == null
                ? preview.of(project, Objects.requireNonNullElse(run.claims(), Map.of()))
                : preview.of(project, run.token());
    }

    @DeleteMapping(RULES + "/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    @Requires(Permission.ADMINISTER)
    @Operation(summary = "Trust it no longer", description = "Tokens that were given by it stop at once.")
    Mono<Void> remove(@PathVariable String project, @PathVariable long id, Access access) {
        return changes.remove(project, id, access);
    }

    @PostMapping("/api/v1/workload/token")
    @Open("a pipeline has nothing yet but the token of its CI system, which is looked at here")
    @Operation(
            summary = "Exchange a token of a CI system",
            description = "For one of the portal that holds for 15 minutes and may what the rules that trust it give."
                    + " The token of the CI system can also be sent with each request as it is, while it holds.")
    Mono<Workloads.Exchanged> exchange(@RequestBody Exchange exchange) {
        return workloads.exchange(Objects.requireNonNullElse(exchange.token(), ""));
    }
}
