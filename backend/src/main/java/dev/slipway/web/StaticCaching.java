package dev.slipway.web;

import java.time.Duration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.stereotype.Component;
import org.springframework.web.server.ServerWebExchange;
import org.springframework.web.server.WebFilter;
import org.springframework.web.server.WebFilterChain;
import reactor.core.publisher.Mono;

/** Lets browsers keep a static file for good when its address changes with its content: the layout adds {@code ?v=digest}. */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE + 2)
class StaticCaching implements WebFilter {

    private static final CacheControl FOR_GOOD =
            CacheControl.maxAge(Duration.ofDays(365)).cachePublic().immutable();
    private static final CacheControl FOR_A_DAY =
            CacheControl.maxAge(Duration.ofDays(1)).cachePublic();

    @Override
    public Mono<Void> filter(ServerWebExchange exchange, WebFilterChain chain) {
        var path = Paths.of(exchange);
        if (path.startsWith("/static/")) {
            exchange.getResponse().beforeCommit(() -> Mono.fromRunnable(() -> write(exchange, path)));
        }
        return chain.filter(exchange);
    }

    private static void write(ServerWebExchange exchange, String path) {
        var status = exchange.getResponse().getStatusCode();
        var served = status == null || status.is2xxSuccessful() || status == HttpStatus.NOT_MODIFIED;
        if (!served) {
            return;
        }
        if (exchange.getRequest().getQueryParams().containsKey("v")) {
            exchange.getResponse().getHeaders().setCacheControl(FOR_GOOD);
        } else if (path.startsWith("/static/fonts/") || path.startsWith("/static/vendor/")) {
            exchange.getResponse().getHeaders().setCacheControl(FOR_A_DAY);
        }
    }
}
