package dev.slipway.identity.web;

import dev.slipway.audit.Actor;
import dev.slipway.identity.Accounts;
import dev.slipway.identity.OwnSecondFactor;
import dev.slipway.identity.Permission;
import dev.slipway.identity.Requires;
import dev.slipway.identity.SignedInPlaces;
import dev.slipway.web.HtmxRequest;
import dev.slipway.web.NotFound;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The page on which administrators see where somebody is signed in, and end it. */
@Controller
@Requires(Permission.ADMINISTER)
class SessionPages {

    private static final String PAGE = "/people/{userName}/sessions";

    private final Accounts accounts;
    private final SignedInPlaces places;
    private final OwnSecondFactor factor;

    SessionPages(Accounts accounts, SignedInPlaces places, OwnSecondFactor factor) {
        this.factor = factor;
        this.accounts = accounts;
        this.places = places;
    }

    @GetMapping(PAGE)
    Mono<Rendering> show(@PathVariable String userName, ServerWebExchange exchange) {
        return accounts.find(userName)
                .switchIfEmpty(Mono.error(() -> new NotFound("There is no account " + userName + ".")))
                .map(account -> Rendering.view("identity/sessions")
                        .modelAttribute("account", account)
                        .modelAttribute("places", places.of(userName, exchange))
                        .modelAttribute("second", factor.has(userName))
                        .build());
    }

    @PostMapping(PAGE + "/end")
    Mono<ResponseEntity<Void>> endAll(@PathVariable String userName, Actor actor, HtmxRequest htmx) {
        return places.endAll(userName, actor).thenReturn(Done.next(page(userName), htmx));
    }

    @PostMapping(PAGE + "/{id}/end")
    Mono<ResponseEntity<Void>> end(
            @PathVariable String userName, @PathVariable String id, Actor actor, HtmxRequest htmx) {
        return places.end(userName, id, actor).thenReturn(Done.next(page(userName), htmx));
    }

    private static String page(String userName) {
        return "/people/" + userName + "/sessions";
    }
}
