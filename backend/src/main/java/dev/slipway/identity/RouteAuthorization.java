package dev.slipway.identity;

import dev.slipway.web.Forbidden;
import dev.slipway.web.Paths;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
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

    private final ObjectProvider<DispatcherHandler> dispatcher;
    private final Accounts accounts;
    private final IdentityProperties properties;

    RouteAuthorization(ObjectProvider<DispatcherHandler> dispatcher, Accounts accounts, IdentityProperties properties) {
        this.dispatcher = dispatcher;
        this.accounts = accounts;
        this.properties = properties;
    }

    @Override
    public Mono<AuthorizationResult> authorize(Mono<Authentication> authentication, AuthorizationContext context) {
        var access = authentication
                .filter(Authentication::isAuthenticated)
                .filter(who -> who.getPrincipal() instanceof Access)
                .map(who -> (Access) who.getPrincipal())
                .defaultIfEmpty(Access.NOBODY);
        return rule(context.getExchange())
                .flatMap(rule -> rule instanceof RouteRule.Everybody
                        ? Mono.just(new AuthorizationDecision(true))
                        : access.flatMap(who -> decide(rule, who, Paths.of(context.getExchange()))));
    }

    private Mono<AuthorizationResult> decide(RouteRule rule, Access who, String path) {
        if (!who.signedIn()) {
            return Mono.just(new AuthorizationDecision(false));
        }
        return switch (rule) {
            case RouteRule.Everybody() -> Mono.just(new AuthorizationDecision(true));
            case RouteRule.Needs(var permission) ->
                who.may(permission) ? Mono.just(new AuthorizationDecision(true)) : forbid(permission, who);
            case RouteRule.Nobody() ->
                Mono.error(new Forbidden("The route " + path + " names no permission, so nobody may use it. "
                        + "This is a fault of the portal; report it."));
            case RouteRule.Nothing(var why) ->
                why.<Mono<AuthorizationResult>>map(Mono::error)
                        .orElseGet(() -> Mono.just(new AuthorizationDecision(true)));
        };
    }

    private Mono<RouteRule> rule(ServerWebExchange exchange) {
        var path = Paths.of(exchange);
        if (OPEN_PATHS.contains(path)) {
            return Mono.just(new RouteRule.Everybody());
        }
        if (path.equals("/metrics")) {
            return Mono.just(
                    properties.metricsPublic() ? new RouteRule.Everybody() : new RouteRule.Needs(Permission.VIEW));
        }
        if (path.startsWith("/internal/")) {
            return Mono.just(new RouteRule.Needs(Permission.ADMINISTER));
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

    private Mono<AuthorizationResult> forbid(Permission permission, Access who) {
        var roles = Arrays.stream(Role.values())
                .filter(role -> role.permissions().contains(permission))
                .map(Role::word)
                .collect(Collectors.joining(" or "));
        var needed = "This needs the permission " + permission + ", which the role " + roles + " has. You are "
                + who.name() + ". ";
        return accounts.administrators()
                .collect(Collectors.joining(", "))
                .flatMap(names -> Mono.error(new Forbidden(needed
                        + (who.isToken() ? "This token was not given it, or its owner no longer has it. " : "")
                        + "An administrator can grant it: " + names + ".")));
    }
}
