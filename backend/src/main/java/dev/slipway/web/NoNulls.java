package dev.slipway.web;

import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Refuses the character U+0000 in a query, since PostgreSQL keeps no text with it. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class NoNulls implements WebFilter {

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var query = exchange.getRequest().getURI().getRawQuery();
        if (query == null || !query.contains("%00")) {
            return chain.filter(exchange);
        }
        return exchange.getRequest().getQueryParams().entrySet().stream()
                .filter(parameter -> parameter.getKey().indexOf('\0') >= 0
                        || parameter.getValue().stream().anyMatch(value -> value != null && value.indexOf('\0') >= 0))
                .findFirst()
                .map(parameter -> Mono.<Void>error(new MalformedRequest(
                        "The address has a character that no text has.",
                        new FieldProblem(name(parameter.getKey()), "must not have U+0000", "Leave it out."))))
                .orElseGet(() -> chain.filter(exchange));
    }

    private static String name(String parameter) {
        var name = parameter.replace("\0", "");
        return name.isBlank() ? "query" : name;
    }
}
