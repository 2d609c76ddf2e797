package dev.slipway.identity.web;

import dev.slipway.identity.Continuation;
import dev.slipway.identity.Open;
import dev.slipway.identity.provider.Arrival;
import dev.slipway.identity.provider.BackChannelLogout;
import dev.slipway.identity.provider.Provider;
import dev.slipway.identity.provider.ProviderSignIn;
import dev.slipway.identity.provider.Providers;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.reactive.result.view.Rendering;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** The way to a provider and back, and what providers tell by themselves. */
@Controller
@Open("people come here to sign in, and providers sign what they say")
class ProviderController {

    private static final Logger LOG = LoggerFactory.getLogger(ProviderController.class);

    private final Providers providers;
    private final ProviderSignIn signIn;
    private final BackChannelLogout logout;
    private final SignInPage page;

    ProviderController(Providers providers, ProviderSignIn signIn, BackChannelLogout logout, SignInPage page) {
        this.providers = providers;
        this.signIn = signIn;
        this.logout = logout;
        this.page = page;
    }

    @GetMapping("/sign-in/{provider}")
    Mono<Rendering> begin(
            @PathVariable String provider,
            @RequestParam(name = "continue", required = false) @Nullable String to,
            ServerWebExchange exchange) {
        var at = providers.get(provider);
        return signIn.begin(at, Continuation.of(to), exchange)
                .map(address -> SignInController.redirect(address.toString()))
                .onErrorResume(e -> {
                    LOG.warn("A sign-in at {} could not begin: {}", at, e.toString());
                    return Mono.just(page.of(
                                    Continuation.of(to),
                                    "",
                                    at.title() + " cannot be reached now. Try again in a while.",
                                    HttpStatus.BAD_GATEWAY)
                            .build());
                });
    }

    @GetMapping("/sign-in/{provider}/callback")
    Mono<Rendering> finish(@PathVariable String provider, ServerWebExchange exchange) {
        var at = providers.get(provider);
        return signIn.finish(at, exchange).map(arrival -> switch (arrival) {
            case Arrival.Welcome(var next) -> SignInController.redirect(next);
            case Arrival.Stranger(var person, var _) ->
                refused(
                        at.title() + " knows you as " + person.name()
                                + ", but no rule of this portal gives you anything. An administrator can add one"
                                + (person.groups().isEmpty() ? "." : " for one of your groups there."),
                        HttpStatus.FORBIDDEN);
            case Arrival.Disabled(var _) ->
                refused("Your account in this portal is disabled. Ask an administrator.", HttpStatus.FORBIDDEN);
            case Arrival.Refused(var why) ->
                refused(
                        "The sign-in at " + at.title() + " did not succeed: " + why + ". Try again.",
                        HttpStatus.UNPROCESSABLE_CONTENT);
        });
    }

    /** OpenID Connect Back-Channel Logout 1.0, sections 2.5 and 2.8. */
    @PostMapping(
            path = "/sign-in/{provider}/back-channel-logout",
            consumes = MediaType.APPLICATION_FORM_URLENCODED_VALUE)
    Mono<ResponseEntity<Map<String, String>>> loggedOut(@PathVariable String provider, ServerWebExchange exchange) {
        Provider at = providers.get(provider);
        return exchange.getFormData()
                .mapNotNull(form -> form.getFirst("logout_token"))
                .flatMap(token -> logout.receive(at, token))
                .defaultIfEmpty(false)
                .map(done -> ResponseEntity.status(done ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                        .cacheControl(CacheControl.noStore())
                        .contentType(MediaType.APPLICATION_JSON)
                        .body(done ? Map.of() : Map.of("error", "invalid_request")));
    }

    private Rendering refused(String why, HttpStatus status) {
        return page.of(Continuation.of(null), "", why, status).build();
    }
}
