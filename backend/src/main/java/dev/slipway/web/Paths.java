package dev.slipway.web;

import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.web.server.ServerWebExchange;

/** The path of a request, within the application. */
public final class Paths {

    private Paths() {}

    public static String of(ServerWebExchange exchange) {
        return of(exchange.getRequest());
    }

    static String of(ServerHttpRequest request) {
        return request.getPath().pathWithinApplication().value();
    }

    /** Path and query as they were sent. */
    public static String withQuery(ServerWebExchange exchange) {
        var query = exchange.getRequest().getURI().getRawQuery();
        return query == null ? of(exchange) : of(exchange) + "?" + query;
    }

    /** Whether it is a route for programs. */
    public static boolean isApi(ServerHttpRequest request) {
        return of(request).startsWith("/api/");
    }
}
