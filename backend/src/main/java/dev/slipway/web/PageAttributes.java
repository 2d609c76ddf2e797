package dev.slipway.web;

import java.util.Map;
import org.springframework.web.server.ServerWebExchange;
import reactor.core.publisher.Mono;

/** What every page gets into its model, error pages too; a module that knows something of the kind provides a bean. */
public interface PageAttributes {

    Mono<Map<String, Object>> of(ServerWebExchange exchange);
}
