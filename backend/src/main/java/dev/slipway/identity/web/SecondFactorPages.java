package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Access;
import dev.slipway.identity.OwnSecondFactor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.SecondFactorRules;
import dev.slipway.web.HtmxRequest;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** How people set up a second factor and give it up. */
@Controller
@Requires(Permission.VIEW)
class SecondFactorPages {

    private static final String PAGE = "/account/second-factor";

    private final OwnSecondFactor factor;

    SecondFactorPages(OwnSecondFactor factor) {
        this.factor = factor;
    }

    /** Where those are led who must have one and have none. */
    @GetMapping(PAGE)
    Rendering show(ServerWebExchange exchange) {
        var owed = SecondFactorRules.owed(exchange);
        return owed.asks()
                ? Rendering.view("identity/second-factor-needed")
                        .modelAttribute("owed", owed)
                        .build()
                : SignInController.redirect("/account");
    }

    /** What the forms send. */
    record Form(@Nullable String code) {

        String given() {
            return code == null ? "" : code;
        }
    }

    /** Not a GET: each time there is a new secret. */
    @PostMapping(PAGE)
    Mono<Rendering> prepare(Access access, ServerWebExchange exchange) {
        var first = SecondFactorRules.owed(exchange).asks();
        return factor.prepare(access)
                .map(setup -> Rendering.view(first ? "identity/second-factor-first" : "identity/second-factor")
                        .modelAttribute("setup", setup)
                        .modelAttribute("qr", QrCode.of(setup.address()))
                        .modelAttribute("codes", List.of())
                        .build());
    }

    @PostMapping(PAGE + "/confirm")
    Mono<Rendering> confirm(@ModelAttribute Form form, Access access, HtmxRequest htmx) {
        return factor.confirm(access, form.given())
                .map(codes -> Rendering.view(
                                htmx.choose("identity/second-factor-codes :: codes", "identity/second-factor-codes"))
                        .modelAttribute("codes", codes)
                        .build());
    }

    @PostMapping(PAGE + "/remove")
    Mono<ResponseEntity<Void>> remove(
            @ModelAttribute Form form, Access access, HtmxRequest htmx, ServerWebExchange exchange) {
        return factor.remove(access, form.given(), exchange).thenReturn(Done.next("/account", htmx));
    }

    @PostMapping("/people/{userName}/second-factor/remove")
    @Requires(Permission.ADMINISTER)
    Mono<ResponseEntity<Void>> take(@PathVariable String userName, Actor actor, HtmxRequest htmx) {
        return factor.take(userName, actor).thenReturn(Done.next("/people/" + userName + "/sessions", htmx));
    }
}
