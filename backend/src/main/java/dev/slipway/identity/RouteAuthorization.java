package dev.slipway.identity;

import dev.slipway.web.Forbidden;
import dev.slipway.web.Paths;
import java.util.Optional;
import java.util.Set;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationResult;
import org.springframework.security.authorization.ReactiveAuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.server.authorization.AuthorizationContext;
import org.springframework.stereotype.Component;
import org.springframework.web.reactive.DispatcherHandler;
import org.springframework.web.reactive.HandlerMapping;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** Asks the handler that would serve a request which permission it takes, by the very mapping that will serve it. */
@Component
class RouteAuthorization implements ReactiveAuthorizationManager<AuthorizationContext> {

    private static final Set<String> OPEN_PATHS = Set.of("/health", "/ready", "/favicon.ico");
    private static final Set<String> SETUP_PATHS = Set.of(SecondFactorOwed.PAGE, SecondFactorOwed.PAGE + "/confirm");
    private static final AuthorizationResult PASS = new AuthorizationDecision(true);
    private static final AuthorizationResult UNKNOWN = new AuthorizationDecision(false);

    private final ObjectProvider<DispatcherHandler> dispatcher;
    private final Guard guard;
    private final IdentityProperties properties;

    RouteAuthorization(ObjectProvider<DispatcherHandler> dispatcher, Guard guard, IdentityProperties properties) {
        this.dispatcher = dispatcher;
        this.guard = guard;
        this.properties = properties;
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
        var exchange = context.getExchange();
        var access = authentication
                .filter(Authentication::isAuthenticated)
                .filter(who -> who.getPrincipal() instanceof Access)
                .map(who -> (Access) who.getPrincipal())
                .defaultIfEmpty(Access.NOBODY);
        return rule(exchange)
                .flatMap(rule -> rule instanceof RouteRule.Everybody
                        ? Mono.just(PASS)
                        : access.flatMap(who -> who.signedIn() ? known(rule, who, exchange) : Mono.just(UNKNOWN)));
    }

    /** Who owes a second factor may set it up, and nothing else. */
    private Mono<AuthorizationResult> known(RouteRule rule, Access who, ServerWebExchange exchange) {
        var owed = SecondFactorRules.owed(exchange);
        if (!owed.asks()) {
            return decide(rule, who, exchange);
        }
        return SETUP_PATHS.contains(Paths.of(exchange)) ? Mono.just(PASS) : Mono.error(new SecondFactorOwed(owed));
    }

    private Mono<AuthorizationResult> decide(RouteRule rule, Access who, ServerWebExchange exchange) {
        return switch (rule) {
            case RouteRule.Everybody() -> Mono.just(PASS);
            case RouteRule.Needs needs -> guard.pass(needs, who, exchange).thenReturn(PASS);
            case RouteRule.Everywhere(var permission) ->
                Mono.fromRunnable(() -> who.require(permission, Place.EVERYWHERE))
                        .thenReturn(PASS);
            case RouteRule.Nobody() ->
                Mono.error(new Forbidden("The route " + Paths.of(exchange) + " names no permission, so nobody may use "
                        + "it. This is a fault of the portal; report it."));
            case RouteRule.Nothing(var why) ->
                why.<Mono<AuthorizationResult>>map(Mono::error).orElseGet(() -> Mono.just(PASS));
        };
    }

    private Mono<RouteRule> rule(ServerWebExchange exchange) {
        var path = Paths.of(exchange);
        if (OPEN_PATHS.contains(path)) {
            return Mono.just(new RouteRule.Everybody());
        }
        if (path.equals("/metrics")) {
            return Mono.just(
                    properties.metricsPublic() ? new RouteRule.Everybody() : new RouteRule.Everywhere(Permission.VIEW));
        }
        if (path.startsWith("/internal/")) {
            return Mono.just(new RouteRule.Everywhere(Permission.ADMINISTER));
        }
        return Flux.fromIterable(mappings())
                .concatMap(mapping -> mapping.getHandler(exchange))
                .next()
                .map(RouteRule::of)
                .onErrorResume(why -> Mono.just(new RouteRule.Nothing(Optional.of(why))))
                .defaultIfEmpty(new RouteRule.Nothing(Optional.empty()));
    }

    private Iterable<HandlerMapping> mappings() {
        var mappings = dispatcher.getObject().getHandlerMappings();
        return mappings == null ? Set.of() : mappings;
    }
}
