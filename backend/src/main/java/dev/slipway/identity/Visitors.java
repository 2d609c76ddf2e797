package dev.slipway.identity;

import dev.slipway.audit.Actor;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.HttpHeaders;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextImpl;
import org.springframework.security.web.server.context.ServerSecurityContextRepository;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/**
 * Tells who sends a request: by bearer token if there is one (a cookie beside it counts for nothing), else by session.
 * Read from the database each time, so that a changed role or an ended session holds from the next request on.
 */
@Component
class Visitors implements ServerSecurityContextRepository {

    static final String ATTRIBUTE = Visitors.class.getName();
    private static final String SCHEME = "Bearer ";

    private final Sessions sessions;
    private final ApiTokens tokens;
    private final ObjectProvider<SessionCheck> check;
    private final ObjectProvider<BearerTokens> others;
    private final Grants grants;

    Visitors(
            Sessions sessions,
            ApiTokens tokens,
            ObjectProvider<SessionCheck> check,
            ObjectProvider<BearerTokens> others,
            Grants grants) {
        this.sessions = sessions;
        this.tokens = tokens;
        this.check = check;
        this.others = others;
        this.grants = grants;
    }

    /** Sessions begin in {@link SignIns}; there is nothing to save here. */
    @Override
    public Mono<Void> save(ServerWebExchange exchange, @Nullable SecurityContext context) {
        return Mono.empty();
    }

    @Override
    public Mono<SecurityContext> load(ServerWebExchange exchange) {
        return access(exchange).filter(Access::signedIn).map(Visitors::context);
    }

    /** {@link Access#NOBODY} before sign-in; asked once a request. */
    Mono<Access> access(ServerWebExchange exchange) {
        @SuppressWarnings("unchecked")
        var known = (Mono<Access>) exchange.getAttributes()
                .computeIfAbsent(
                        ATTRIBUTE,
                        _ -> find(exchange).defaultIfEmpty(Access.NOBODY).cache());
        return known;
    }

    private Mono<Access> find(ServerWebExchange exchange) {
        var request = exchange.getRequest();
        var bearer = bearer(request);
        if (bearer.isPresent()) {
            return again(bearer.get());
        }
        return Mono.justOrEmpty(SessionCookie.SESSION.read(request))
                .flatMap(this::visit)
                .flatMap(visit -> grants.of(visit.account().userName()).map(held -> access(visit, held, exchange)));
    }

    /** Who owes a second factor holds nothing until they have one. */
    private static Access access(Sessions.Visit visit, List<Holding> held, ServerWebExchange exchange) {
        var account = visit.account();
        var owes = visit.unmet().concerns(held);
        if (owes) {
            SecondFactorRules.owe(exchange, visit.unmet());
        }
        return new Access(
                new Actor(Actor.Kind.PERSON, account.userName(), account.name()),
                account.userName(),
                owes ? List.of() : held,
                Place.EVERYWHERE);
    }

    /** What the bearer of a token may do now; empty if it does not hold. */
    Mono<Access> again(Secret bearer) {
        return others.orderedStream()
                .filter(other -> other.recognize(bearer.value()))
                .findFirst()
                .map(other -> other.access(bearer.value()))
                .orElseGet(() -> tokens.access(bearer));
    }

    /** Read again after the one who vouches for the session was asked: the answer may have ended it or changed the role. */
    private Mono<Sessions.Visit> visit(Secret session) {
        return sessions.visit(session)
                .flatMap(visit -> visit.due()
                        ? check.getObject().check(session).then(sessions.visit(session))
                        : Mono.just(visit));
    }

    static Optional<Secret> bearer(ServerHttpRequest request) {
        return Optional.ofNullable(request.getHeaders().getFirst(HttpHeaders.AUTHORIZATION))
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value -> new Secret(value.substring(SCHEME.length()).strip()));
    }

    private static SecurityContext context(Access access) {
        var authorities = access.permissions().stream()
                .map(permission -> new SimpleGrantedAuthority(permission.name()))
                .toList();
        return new SecurityContextImpl(UsernamePasswordAuthenticationToken.authenticated(access, null, authorities));
    }
}
