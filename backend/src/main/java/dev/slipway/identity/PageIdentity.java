package dev.slipway.identity;

import dev.slipway.web.PageAttributes;
import java.util.Map;
import org.springframework.security.web.reactive.result.view.CsrfRequestDataValueProcessor;
import org.springframework.security.web.server.csrf.CsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** Gives pages {@code access} and {@code csrf}; forms with {@code th:action} get the hidden field by themselves. */
@Component
class PageIdentity implements PageAttributes {

    private final Visitors visitors;

    PageIdentity(Visitors visitors) {
        this.visitors = visitors;
    }

    @Override
    public Mono<Map<String, Object>> of(ServerWebExchange exchange) {
        return visitors.access(exchange)
                .map(who -> who.at(exchange.getAttributeOrDefault(Access.HERE, Place.EVERYWHERE)))
                .flatMap(access -> csrf(exchange)
                        .map(token -> Map.<String, Object>of("access", access, "csrf", token))
                        .defaultIfEmpty(Map.of("access", access)));
    }

    private static Mono<CsrfToken> csrf(ServerWebExchange exchange) {
        Mono<CsrfToken> token = exchange.getAttributeOrDefault(CsrfToken.class.getName(), Mono.empty());
        return token.doOnNext(
                value -> exchange.getAttributes().put(CsrfRequestDataValueProcessor.DEFAULT_CSRF_ATTR_NAME, value));
    }
}
