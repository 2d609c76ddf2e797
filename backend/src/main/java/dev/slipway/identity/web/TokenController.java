package dev.slipway.identity.web;

import dev.slipway.identity.Access;
import dev.slipway.identity.ApiTokens;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.TokenGrants;
import dev.slipway.web.HtmxRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import reactor.core.publisher.Mono;

/** The page of a person's tokens. */
@Controller
@Requires(Permission.VIEW)
class TokenController {

    private final ApiTokens tokens;
    private final TokenGrants grants;
    private final Clock clock;

    TokenController(ApiTokens tokens, TokenGrants grants, Clock clock) {
        this.tokens = tokens;
        this.grants = grants;
        this.clock = clock;
    }

    /** What the form for a new token sends. */
    record Form(
            @Nullable String title,
            @Nullable List<Permission> permissions,
            @Nullable List<String> projects,
            @Nullable Integer days) {}

    @GetMapping("/account/tokens")
    Rendering show(Access access) {
        return Rendering.view("identity/tokens")
                .modelAttribute(
                        "tokens", tokens.of(String.valueOf(access.owner())).collectList())
                .modelAttribute("permissions", Permission.values())
                .modelAttribute("mine", access.anywhere())
                .modelAttribute("now", clock.instant())
                .build();
    }

    @PostMapping("/account/tokens")
    Mono<Rendering> create(@ModelAttribute Form form, Access access, HtmxRequest htmx) {
        var expiry = clock.instant().plus(Duration.ofDays(form.days() == null ? 90 : form.days()));
        var permissions = form.permissions() == null ? Set.<Permission>of() : Set.copyOf(form.permissions());
        var projects = form.projects() == null ? List.<String>of() : form.projects();
        return grants.grant(
                        access,
                        new TokenGrants.Wish(form.title() == null ? "" : form.title(), permissions, projects, expiry))
                .map(granted -> Rendering.view(htmx.choose("identity/token :: made", "identity/token"))
                        .modelAttribute("granted", granted)
                        .build());
    }

    /** The old one holds on for a day. */
    @PostMapping("/account/tokens/{id}/rotate")
    Mono<Rendering> rotate(@PathVariable String id, Access access, HtmxRequest htmx) {
        return grants.rotate(access, id, Duration.ofDays(1))
                .map(granted -> Rendering.view(htmx.choose("identity/token :: made", "identity/token"))
                        .modelAttribute("granted", granted)
                        .build());
    }

    @PostMapping("/account/tokens/{id}/revoke")
    Mono<ResponseEntity<Void>> revoke(@PathVariable String id, Access access, HtmxRequest htmx) {
        return grants.revoke(access, id).thenReturn(Done.next("/account/tokens", htmx));
    }
}
